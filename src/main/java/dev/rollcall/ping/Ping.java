package dev.rollcall.ping;

import dev.rollcall.check.CheckId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One signal received.
 *
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

    Ping as(PingKind other) {
        return new Ping(checkId, other, receivedAt, runId, exitStatus, origin, body);
    }
}
