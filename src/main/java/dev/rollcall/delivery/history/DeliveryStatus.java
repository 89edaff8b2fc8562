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
     * Ended without being sent, because the check has changed status since, or the receiver knows its status already.
     * A later delivery can replace it.
     */
    OUTDATED;

    /** As the API and metrics name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
