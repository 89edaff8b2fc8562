package dev.rollcall.project;

import java.security.SecureRandom;
import java.util.Base64;

/** What a key lets its holder do. */
public enum KeyKind {
    /** All of the management API. */
    READ_WRITE(24),
    /** Looks at checks, without what would let one ping them. */
    READ_ONLY(24),
    /** Pings by slug; part of a URL, therefore shorter. */
    PING(16);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final int bytes;

    KeyKind(int bytes) {
        this.bytes = bytes;
    }

    /** A new key of this kind: random, and safe in a URL. */
    String generate() {
        byte[] key = new byte[bytes];
        RANDOM.nextBytes(key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }
}
