package dev.rollcall.project;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a key allows. */
public enum KeyKind {
    /** All of the management API. */
    READ_WRITE("rcw_"),
    /** Reads checks, without their ids and ping URLs. */
    READ_ONLY("rcr_"),
    /** Pings by slug. It is part of a URL. */
    PING("rcp_");

    /** How a new key of this kind begins. */
    private final String prefix;

    KeyKind(String prefix) {
        this.prefix = prefix;
    }

    /** The name as an operator writes it: {@code read-write}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind with this name. */
    public static Optional<KeyKind> of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }

    /** The names of all kinds. */
    public static String known() {
        return Arrays.stream(values()).map(KeyKind::label).collect(Collectors.joining(", "));
    }

    /** Returns a new random key, which is safe in a URL. */
    String generate() {
        return KeyText.create(prefix);
    }
}
