package dev.rollcall.ping;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ping as its check's log has it, without the body.
 *
 * @param n counts the pings of the check from 1
 * @param duration how long the run took that it ended
 */
record PingLogEntry(
        long n,
        PingKind kind,
        Instant receivedAt,
        String scheme,
        String method,
        @Nullable String remoteAddress,
        @Nullable String userAgent,
        @Nullable UUID runId,
        @Nullable Integer exitStatus,
        @Nullable Duration duration,
        boolean hasBody) {}
