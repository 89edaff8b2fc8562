package dev.rollcall.channel;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret that signs a channel's messages, in the format of Standard Webhooks: {@code whsec_} and base64.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">the
 *     specification</a>
 */
public final class SigningSecret {

    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SigningSecret() {}

    static String generate() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return PREFIX + Base64.getEncoder().encodeToString(secret);
    }

    /** Whether {@link #bytes} can decode the text. */
    static boolean isValid(String secret) {
        try {
            return secret.startsWith(PREFIX) && bytes(secret).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Decodes the key.
     *
     * @throws IllegalArgumentException when the text is not base64
     */
    public static byte[] bytes(String secret) {
        return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    }
}
