package dev.rollcall.channel;

/** A channel was not told. The message says why, without the channel's address or secrets. */
public final class DeliveryException extends RuntimeException {

    private final boolean isForGood;

    public DeliveryException(String message, Throwable cause) {
        super(message, cause);
        this.isForGood = false;
    }

    public DeliveryException(String message) {
        this(message, false);
    }

    private DeliveryException(String message, boolean isForGood) {
        super(message);
        this.isForGood = isForGood;
    }

    /** A failure that every other attempt would meet as well: none is made. */
    public static DeliveryException forGood(String message) {
        return new DeliveryException(message, true);
    }

    /** Whether another attempt would fail in the same way. */
    public boolean isForGood() {
        return isForGood;
    }
}
