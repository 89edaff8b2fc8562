package bench;

import java.io.IOException;
import java.time.Duration;

/** Load before what counts, until a server gets no faster by it. */
final class WarmUp {

    private static final Duration STEP = Duration.ofSeconds(5);
    /** Less than this is no progress any more. */
    private static final double PROGRESS = 1.04;
    /** This many steps without progress are the end: a single one may be an accident. */
    private static final int PATIENCE = 2;

    private WarmUp() {}

    /** Load for some time, which says how many a second were answered. */
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
