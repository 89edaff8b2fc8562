package dev.rollcall.channel.testalert;

import dev.rollcall.channel.ChannelView;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The result of a test alert.
 *
 * @param delivery the id that the receiver got, as in a real alert
 * @param status {@code down}, or {@code up} for a channel that gets only recoveries
 * @param error why the receiver did not accept it, without address and secret; null if it did
 * @param took the time until the receiver answered
 */
public record TestResult(
        ChannelView channel,
        UUID delivery,
        String status,
        @Nullable String error,
        Duration took) {

    public boolean isSent() {
        return error == null;
    }
}
