package dev.rollcall.check.state;

/** What a check expects of the runs of its job. An extension of the published API. */
public record RunPolicy(RunLimits limits, Tolerance tolerance) {

    /** The published API: only the schedule and the grace time count. */
    public static final RunPolicy NONE = new RunPolicy(RunLimits.NONE, Tolerance.NONE);

    /** Whether deadlines follow {@link Deadlines} and not the published rule. */
    boolean hasOwnDeadlines() {
        return limits.startGrace() != null || limits.maxDuration() != null || tolerance.failures() > 1;
    }
}
