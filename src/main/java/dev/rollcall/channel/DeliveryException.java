package dev.rollcall.channel;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An alert or another message was not sent. The exception says why, without the receiver's address or secrets. */
public final class DeliveryException extends RuntimeException {

    private final boolean isPermanent;
    private final @Nullable Duration retryAfter;

    public DeliveryException(String message, Throwable cause) {
        super(message, cause);
        this.isPermanent = false;
        this.retryAfter = null;
    }

    public DeliveryException(String message) {
        this(message, false, null);
    }

    private DeliveryException(String message, boolean isPermanent, @Nullable Duration retryAfter) {
        super(message);
        this.isPermanent = isPermanent;
        this.retryAfter = retryAfter;
    }

    /** A failure that would recur at every attempt, so no further one is made. */
    public static DeliveryException permanent(String message) {
        return new DeliveryException(message, true, null);
    }

    /** A failure that may pass, with the time that the receiver asks to wait, or null if it does not say. */
    public static DeliveryException passing(String message, @Nullable Duration retryAfter) {
        return new DeliveryException(message, false, retryAfter);
    }

    /** Whether another attempt would fail in the same way. */
    public boolean isPermanent() {
        return isPermanent;
    }

    /** How long the receiver asks to wait before the next attempt. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
