package bench;

import java.time.Duration;
import org.awaitility.Awaitility;
import testing.App;

/** Measures how long a process takes to reach a state, to within a few milliseconds. */
final class Stopwatch {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(4);

    private Stopwatch() {}

    /** The condition, which is polled. */
    interface Condition {

        boolean holds(App app);
    }

    /** Counts from {@code begin}, an instant of {@link System#nanoTime}. */
    static double secondsUntil(long begin, App app, Condition condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_EVERY)
                .until(() -> condition.holds(app));
        return (System.nanoTime() - begin) / 1e9;
    }
}
