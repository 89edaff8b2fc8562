package dev.rollcall.channel;

/** A channel was not told. The message says why, without the channel's address or secrets. */
public final class DeliveryException extends RuntimeException {

    public DeliveryException(String message, Throwable cause) {
        super(message, cause);
    }

    public DeliveryException(String message) {
        super(message);
    }
}
