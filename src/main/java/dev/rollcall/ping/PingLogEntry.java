package dev.rollcall.ping;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ping in the log of its check, without the body.
 *
 * @param n the number of the ping; the pings of a check are counted from 1
 * @param origin without the request id and the place in a trace
 * @param duration how long the run that the ping ended took; null if it ended none that is known
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
