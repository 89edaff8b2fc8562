package dev.rollcall.check.state;

import org.jspecify.annotations.Nullable;

/**
 * What a check expects of the runs of its job. An extension of the published API.
 *
 * @param quota how many pings are expected in each period; null for any number
 * @param notifyLate whether an alert is sent when the grace time begins
 */
public record RunPolicy(
        RunLimits limits, Tolerance tolerance, @Nullable PingQuota quota, boolean notifyLate) {

    /** The published API: only the schedule and the grace time count. */
    public static final RunPolicy NONE = new RunPolicy(RunLimits.NONE, Tolerance.NONE, null, false);

    /** Whether it counts where pings come from. */
    boolean countsHosts() {
        return quota != null && quota.hosts() > 0;
    }

    /** Whether the deadlines of runs follow {@link Deadlines} and not the published rule. */
    boolean hasOwnDeadlines() {
        return limits.startGrace() != null || limits.maxDuration() != null || tolerance.failures() > 1;
    }
}
