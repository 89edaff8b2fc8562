package dev.rollcall.badge;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What stands before a tag in the address of its badge, so that nobody can ask for other tags. */
final class BadgeSignature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String TWO_STATES = "-2";
    private static final int LENGTH = 8;

    private BadgeSignature() {}

    /** 48 bits that nobody makes without the secret. */
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

    /** Which of the two badges of a tag it is for. */
    static boolean hasThreeStates(String signature) {
        return signature.length() != LENGTH + TWO_STATES.length() || !signature.endsWith(TWO_STATES);
    }
}
