package dev.rollcall.whatif;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Rounds a lateness up to a grace time that a person would choose. */
final class GraceSteps {

    private static final Duration MAX = Duration.ofDays(365);

    /** The steps, by the shortest lateness to which each applies. */
    private static final TreeMap<Duration, Duration> STEPS = new TreeMap<>(Map.of(
            Duration.ZERO,
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            Duration.ofHours(1),
            Duration.ofMinutes(15),
            Duration.ofHours(6),
            Duration.ofHours(1),
            Duration.ofDays(1),
            Duration.ofDays(1)));

    private GraceSteps() {}

    /**
     * The first multiple of the step above the lateness, because a ping that comes just as the grace time ends is too
     * late. At least {@code min}: the API refuses shorter grace times.
     */
    static Duration above(Duration lateness, Duration min) {
        Duration step = STEPS.floorEntry(lateness).getValue();
        Duration grace = step.multipliedBy(lateness.dividedBy(step) + 1);
        if (grace.compareTo(min) < 0) {
            return min;
        }
        return grace.compareTo(MAX) > 0 ? MAX : grace;
    }
}
