package dev.rollcall.flip;

import dev.rollcall.platform.process.WorkerProcess;
import dev.rollcall.platform.worker.WorkerJob;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Flips overdue checks to DOWN. Every worker runs it; each takes checks that no other worker has locked. */
@Component
@WorkerProcess
class FlipOverdueChecks implements WorkerJob {

    private static final int BATCH = 500;

    private final Flips flips;
    private final SweepSettings settings;
    private final Clock clock;

    FlipOverdueChecks(Flips flips, SweepSettings settings, Clock clock) {
        this.flips = flips;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "flip-overdue-checks";
    }

    @Override
    public Duration interval() {
        return settings.interval();
    }

    @Override
    public int runOnce() {
        return flips.flipOverdue(clock.instant(), BATCH);
    }
}
