package dev.rollcall.flip;

import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time between a flip to DOWN and the next flip away. Read from the flips, never stored.
 *
 * @param flipId the flip to DOWN
 * @param reason why it went down
 * @param endedAt null while it lasts
 * @param endedAs the status that it ended with, null while it lasts
 */
record Incident(
        long flipId,
        StatusChange.Reason reason,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable CheckStatus endedAs) {

    /** How long it took, or has taken so far. */
    Duration duration(Instant now) {
        Instant end = endedAt == null ? now : endedAt;
        return end.isBefore(startedAt) ? Duration.ZERO : Duration.between(startedAt, end);
    }
}
