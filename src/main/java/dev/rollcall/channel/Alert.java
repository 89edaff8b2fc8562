package dev.rollcall.channel;

import dev.rollcall.check.CheckView;
import dev.rollcall.flip.Flip;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a channel is told.
 *
 * @param id the same at every attempt, so that a receiver can drop a repeat
 * @param config the channel's own settings, as its kind keeps them
 * @param signingSecret what signs the message, {@code whsec_...}
 * @param lastPing what the latest ping carried when the check changed status, or null when there is none in the log
 */
public record Alert(
        UUID id,
        Flip flip,
        CheckView check,
        String channelName,
        Map<String, Object> config,
        String signingSecret,
        @Nullable LastPing lastPing,
        Instant now) {

    /** What a ping carried. */
    @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
    public record LastPing(Instant receivedAt, @Nullable Integer exitStatus, byte @Nullable [] body) {}

    /** {@code up} or {@code down}. */
    public String status() {
        return flip.change().to().name().toLowerCase(java.util.Locale.ROOT);
    }
}
