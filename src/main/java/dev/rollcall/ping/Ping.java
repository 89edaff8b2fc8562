package dev.rollcall.ping;

import dev.rollcall.check.state.CheckId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One signal that was received.
 *
 * @param receivedAt when the ping was complete, including its body
 * @param runId distinguishes overlapping runs of a job
 * @param exitStatus 0 to 255, or null if the signal carried none
 * @param body the bytes that were sent, cut to PING_BODY_LIMIT
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record Ping(
        CheckId checkId,
        PingKind kind,
        Instant receivedAt,
        @Nullable UUID runId,
        @Nullable Integer exitStatus,
        Origin origin,
        byte @Nullable [] body) {

    /** The number of bytes that are kept of the body. */
    int bodyBytes() {
        return body == null ? 0 : body.length;
    }

    /**
     * Where a signal came from.
     *
     * @param traceparent the place of its request in a trace; null without OpenTelemetry
     */
    record Origin(
            String scheme,
            String method,
            @Nullable String remoteAddress,
            @Nullable String userAgent,
            @Nullable String requestId,
            @Nullable String traceparent) {}

    /** The same signal with another kind and time. */
    Ping as(PingKind other, Instant at) {
        return new Ping(checkId, other, at, runId, exitStatus, origin, body);
    }
}
