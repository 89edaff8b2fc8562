package dev.rollcall.platform.ingress;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key with which a web process proves that it belongs to this deploy. All processes of a deploy share it through
 * the database. No captive portal, cache or other deploy can answer a new challenge.
 */
final class AnswerKey {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    AnswerKey(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    String answer(String challenge) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(challenge.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", e);
        }
    }

    boolean isAnswer(String challenge, String answer) {
        return MessageDigest.isEqual(
                answer(challenge).getBytes(StandardCharsets.UTF_8), answer.getBytes(StandardCharsets.UTF_8));
    }
}
