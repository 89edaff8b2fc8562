package dev.rollcall.page.channel.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The status of a delivery. The names are those in the table: pages do not use the module that writes it. */
enum DeliveryState {
    PENDING,
    SENT,
    FAILED,
    /** Ended without being sent, because it was no longer needed. */
    OUTDATED;

    /** The state in the URL of a page; empty for all. */
    static Optional<DeliveryState> find(String label) {
        return Arrays.stream(values())
                .filter(state -> state.label().equals(label))
                .findFirst();
    }

    /** The last part of the key of its text. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The CSS class of its lamp. */
    public String lamp() {
        return switch (this) {
            case PENDING -> "late";
            case SENT -> "up";
            case FAILED -> "down";
            case OUTDATED -> "paused";
        };
    }
}
