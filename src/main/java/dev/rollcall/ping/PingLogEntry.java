package dev.rollcall.ping;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ping as its check's log has it, without the body.
 *
 * @param n counts the pings of the check from 1
 * @param origin without the request id
 * @param duration how long the run took that it ended
 */
record PingLogEntry(
        long n,
        PingKind kind,
        Instant receivedAt,
        Ping.Origin origin,
        @Nullable UUID runId,
        @Nullable Integer exitStatus,
        @Nullable Duration duration,
        boolean hasBody) {}
