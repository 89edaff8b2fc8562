package dev.rollcall.flip;

import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time between a flip to DOWN and the next flip away from DOWN. Read from the flips, never stored.
 *
 * @param flipId the id of the flip to DOWN
 * @param reason why the check went down
 * @param acknowledgedAt when a person said that they take care of it, or null
 * @param endedAt null while the incident lasts
 * @param endedAs the status after the incident, null while it lasts
 */
record Incident(
        long flipId,
        StatusChange.Reason reason,
        Instant startedAt,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant endedAt,
        @Nullable CheckStatus endedAs) {

    /** How long the incident lasted, or has lasted so far. */
    Duration duration(Instant now) {
        Instant end = endedAt == null ? now : endedAt;
        return end.isBefore(startedAt) ? Duration.ZERO : Duration.between(startedAt, end);
    }
}
