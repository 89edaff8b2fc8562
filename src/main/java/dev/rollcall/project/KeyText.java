package dev.rollcall.project;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/**
 * The form of a new key: {@code rcw_} or another prefix, 22 random characters, and a checksum of 6, all of them letters
 * and digits. A program that searches for leaked keys recognises one by its prefix, and verifies it by its checksum:
 * the CRC32 of the characters before it, in base 62. GitHub's tokens have the same form.
 */
final class KeyText {

    /** 131 bits. */
    private static final int RANDOM_LENGTH = 22;

    private static final int CHECKSUM_LENGTH = 6;
    private static final int HINT_LENGTH = 8;
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    private KeyText() {}

    /** Returns a new random key, which is safe in a URL. */
    static String create(String prefix) {
        var key = new StringBuilder(prefix);
        for (int n = 0; n < RANDOM_LENGTH; n++) {
            key.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
        }
        return key.append(checksum(key.toString())).toString();
    }

    /** The first characters, which may be shown: prefix, and 4 of the random ones. 107 bits stay secret. */
    static String hint(String key) {
        return key.substring(0, HINT_LENGTH);
    }

    static String checksum(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        long rest = crc.getValue();
        char[] digits = new char[CHECKSUM_LENGTH];
        for (int n = CHECKSUM_LENGTH - 1; n >= 0; n--) {
            digits[n] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return new String(digits);
    }
}
