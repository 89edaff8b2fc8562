package bench;

import java.time.Duration;
import org.awaitility.Awaitility;
import testing.App;

/** Times how long a process takes to show something, to within a few milliseconds. */
final class Stopwatch {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(4);

    private Stopwatch() {}

    /** What a process is asked again and again. */
    interface Condition {

        boolean holds(App app);
    }

    /** From {@code begin}, an instant of {@link System#nanoTime}. */
    static double secondsUntil(long begin, App app, Condition condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_EVERY)
                .until(() -> condition.holds(app));
        return (System.nanoTime() - begin) / 1e9;
    }
}
