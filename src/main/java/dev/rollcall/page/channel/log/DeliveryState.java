package dev.rollcall.page.channel.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a delivery stands. The names are those of the table. */
enum DeliveryState {
    PENDING,
    SENT,
    FAILED,
    /** A later alert was sent in its place. */
    OUTDATED;

    /** The state in the address of a page; empty for all. */
    static Optional<DeliveryState> find(String label) {
        return Arrays.stream(values())
                .filter(state -> state.label().equals(label))
                .findFirst();
    }

    /** The end of the key of its word. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The class of its lamp. */
    public String lamp() {
        return switch (this) {
            case PENDING -> "late";
            case SENT -> "up";
            case FAILED -> "down";
            case OUTDATED -> "paused";
        };
    }
}
