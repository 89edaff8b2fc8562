package dev.rollcall.whatif;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check would have reported with other settings.
 *
 * @param from when the first replayed ping came; null if no ping is stored
 * @param until the end of the replay: now
 * @param pings how many pings were replayed
 * @param would the alerts that would have been sent, oldest first
 * @param were the alerts that were sent in the same time
 * @param lateness the lateness that 99 of 100 runs did not exceed; null if too few were measured
 * @param proposedGrace a grace time just above it, at least MIN_PERIOD; null as well if the check has limits in place
 *     of the grace time
 * @param measuredRuns how many runs were measured for {@code lateness} and {@code proposedGrace}
 * @param missedRuns how many further runs came so late that they count as missed
 */
public record WhatIf(
        @Nullable Instant from,
        Instant until,
        int pings,
        List<ReplayedAlert> would,
        List<ReplayedAlert> were,
        @Nullable Duration lateness,
        @Nullable Duration proposedGrace,
        int measuredRuns,
        int missedRuns) {}
