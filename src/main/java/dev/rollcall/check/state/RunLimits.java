package dev.rollcall.check.state;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a run must begin, and how long and how short it may be.
 *
 * @param startGrace how long after the expected time the start signal may come; null for the grace time
 * @param maxDuration how long a run may take from its start signal; null for the grace time
 * @param minDuration a run that succeeds in less time has failed; null for no minimum
 */
public record RunLimits(
        @Nullable Duration startGrace,
        @Nullable Duration maxDuration,
        @Nullable Duration minDuration) {

    public static final RunLimits NONE = new RunLimits(null, null, null);

    /** Whether a run that took this long was too short. False if the run was not measured. */
    public boolean isTooShort(@Nullable Duration took) {
        return took != null && minDuration != null && took.compareTo(minDuration) < 0;
    }
}
