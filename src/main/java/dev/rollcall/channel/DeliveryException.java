package dev.rollcall.channel;

/** An alert was not sent. The message says why, without the channel's address or secrets. */
public final class DeliveryException extends RuntimeException {

    private final boolean isPermanent;

    public DeliveryException(String message, Throwable cause) {
        super(message, cause);
        this.isPermanent = false;
    }

    public DeliveryException(String message) {
        this(message, false);
    }

    private DeliveryException(String message, boolean isPermanent) {
        super(message);
        this.isPermanent = isPermanent;
    }

    /** A failure that would recur at every attempt, so that none is made. */
    public static DeliveryException permanent(String message) {
        return new DeliveryException(message, true);
    }

    /** Whether another attempt would fail in the same way. */
    public boolean isPermanent() {
        return isPermanent;
    }
}
