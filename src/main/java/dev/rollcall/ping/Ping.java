package dev.rollcall.ping;

import dev.rollcall.check.state.CheckId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One signal received.
 *
 * @param receivedAt when it was complete, its body included
 * @param runId tells apart the runs of a job that overlap
 * @param exitStatus 0 to 255, when the signal carried one
 * @param body as sent, cut to the limit
 */
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
record Ping(
        CheckId checkId,
        PingKind kind,
        Instant receivedAt,
        @Nullable UUID runId,
        @Nullable Integer exitStatus,
        Origin origin,
        byte @Nullable [] body) {

    /** Where a signal came from. */
    record Origin(
            String scheme,
            String method,
            @Nullable String remoteAddress,
            @Nullable String userAgent,
            @Nullable String requestId) {}

    /** The same signal, of another kind and time. */
    Ping as(PingKind other, Instant at) {
        return new Ping(checkId, other, at, runId, exitStatus, origin, body);
    }
}
