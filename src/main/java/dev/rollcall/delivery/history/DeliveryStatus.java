package dev.rollcall.delivery.history;

import java.util.Locale;

/** The status of a delivery. */
public enum DeliveryStatus {
    /** Waits, is under way, or waits for another attempt. */
    PENDING,
    /** The receiver has accepted it. */
    SENT,
    /** Given up. */
    FAILED,
    /**
     * Ended without being sent, because its message was no longer true, wanted or new. A later delivery may have
     * replaced it.
     */
    OUTDATED;

    /** As the API and metrics name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
