package bench;

import java.io.IOException;
import java.time.Duration;

/** Load before the measurement, until the rate of a server no longer rises. */
final class WarmUp {

    private static final Duration STEP = Duration.ofSeconds(5);
    /** Less than this counts as no progress. */
    private static final double PROGRESS = 1.04;
    /** The warm-up ends after this many steps without progress: a single one may be chance. */
    private static final int PATIENCE = 2;

    private WarmUp() {}

    /** Runs load for some time and returns the answers per second. */
    interface Load {

        double perSecond(Duration time) throws IOException, InterruptedException;
    }

    static void until(Duration atMost, Load load) throws IOException, InterruptedException {
        double best = 0;
        int without = 0;
        for (Duration left = atMost; left.compareTo(STEP) >= 0 && without < PATIENCE; left = left.minus(STEP)) {
            double rate = load.perSecond(STEP);
            without = rate > best * PROGRESS ? 0 : without + 1;
            best = Math.max(best, rate);
        }
    }
}
