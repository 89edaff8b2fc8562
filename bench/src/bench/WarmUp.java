package bench;

import java.io.IOException;
import java.time.Duration;
import testing.App;

/** Load before the measurement, until a server has reached its speed. */
final class WarmUp {

    private static final Duration STEP = Duration.ofSeconds(5);
    /** Less than this counts as no progress. */
    private static final double PROGRESS = 1.04;
    /** The warm-up ends after this many steps without progress: a single one may be chance. */
    private static final int PATIENCE = 2;

    /** The length of a step for the compilers: they work in bursts. */
    private static final Duration LONG_STEP = Duration.ofSeconds(15);
    /** Compilers that take less of a processor, in percent, for so many steps have compiled what the load needs. */
    private static final double CALM = 1;

    private static final int CALM_STEPS = 4;

    private WarmUp() {}

    /** Runs load for some time and returns the answers per second. */
    interface Load {

        double perSecond(Duration time) throws IOException, InterruptedException;
    }

    /** Runs load for some time. */
    interface Steady {

        void run(Duration time) throws IOException, InterruptedException;
    }

    /** Until the rate no longer rises. */
    static void until(Duration atMost, Load load) throws IOException, InterruptedException {
        double best = 0;
        int without = 0;
        for (Duration left = atMost; left.compareTo(STEP) >= 0 && without < PATIENCE; left = left.minus(STEP)) {
            double rate = load.perSecond(STEP);
            without = rate > best * PROGRESS ? 0 : without + 1;
            best = Math.max(best, rate);
        }
    }

    /** Until the compilers of the process are calm: for a load whose rate does not tell how fast the process is. */
    static void untilCompiled(App app, Duration atMost, Steady load) throws IOException, InterruptedException {
        int calm = 0;
        for (Duration left = atMost;
                left.compareTo(LONG_STEP) >= 0 && calm < CALM_STEPS;
                left = left.minus(LONG_STEP)) {
            Duration before = Usage.compilers(app);
            load.run(LONG_STEP);
            double percent = 100.0 * Usage.compilers(app).minus(before).toNanos() / LONG_STEP.toNanos();
            calm = percent < CALM ? calm + 1 : 0;
        }
    }
}
