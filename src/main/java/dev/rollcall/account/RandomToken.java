package dev.rollcall.account;

import java.security.SecureRandom;
import java.util.Base64;

/** Tokens that nobody can guess and that are safe in a URL. */
public final class RandomToken {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final int MAX_LENGTH = 100;

    private RandomToken() {}

    public static String create() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** Whether this text may be a token. A longer one is not looked up. */
    public static boolean isPossible(String token) {
        return token.length() <= MAX_LENGTH;
    }
}
