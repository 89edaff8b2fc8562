package dev.rollcall.project;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a key allows. */
public enum KeyKind {
    /** All of the management API. */
    READ_WRITE(24),
    /** Reads checks, without their ids and ping URLs. */
    READ_ONLY(24),
    /** Pings by slug. It is part of a URL and therefore shorter. */
    PING(16);

    private static final SecureRandom RANDOM = new SecureRandom();

    /** How many random bytes a key has. */
    private final int bytes;

    KeyKind(int bytes) {
        this.bytes = bytes;
    }

    /** The name as an operator writes it: {@code read-write}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<KeyKind> of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }

    static String known() {
        return Arrays.stream(values()).map(KeyKind::label).collect(Collectors.joining(", "));
    }

    /** Returns a new random key, which is safe in a URL. */
    String generate() {
        byte[] key = new byte[bytes];
        RANDOM.nextBytes(key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }
}
