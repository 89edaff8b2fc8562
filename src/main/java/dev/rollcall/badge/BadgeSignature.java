package dev.rollcall.badge;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature before the tag in the URL of a badge. Without it, anyone could request other tags. */
final class BadgeSignature {

    private static final String ALGORITHM = "HmacSHA256";
    /** Ends the signature of a badge with two states. */
    private static final String TWO_STATES = "-2";

    private static final int LENGTH = 8;

    private BadgeSignature() {}

    /** Returns 48 bits of an HMAC, which only the secret can make. */
    static String of(BadgeTag tag, UUID secret, boolean threeStates) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.toString().getBytes(StandardCharsets.US_ASCII), ALGORITHM));
            byte[] digest = mac.doFinal(tag.tag().getBytes(StandardCharsets.UTF_8));
            String signature = Base64.getUrlEncoder().encodeToString(digest).substring(0, LENGTH);
            return threeStates ? signature : signature + TWO_STATES;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", e);
        }
    }

    static boolean isRight(String signature, BadgeTag tag, UUID secret) {
        return MessageDigest.isEqual(
                of(tag, secret, hasThreeStates(signature)).getBytes(StandardCharsets.UTF_8),
                signature.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the signature is for the badge with three states. */
    static boolean hasThreeStates(String signature) {
        return signature.length() != LENGTH + TWO_STATES.length() || !signature.endsWith(TWO_STATES);
    }
}
