package dev.rollcall.channel.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The response of a receiver.
 *
 * @param retryAfter how long the receiver asks to wait (RFC 9110, 10.2.3), or null if it does not say
 * @param body at most 64 KB of it; what arrived before the deadline
 */
public record ReceiverResponse(int status, @Nullable Duration retryAfter, String body) {

    public boolean isSuccess() {
        return status >= 200 && status <= 299;
    }
}
