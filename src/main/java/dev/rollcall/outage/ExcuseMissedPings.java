package dev.rollcall.outage;

import dev.rollcall.platform.process.WorkerProcess;
import dev.rollcall.platform.worker.WorkerJob;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Settles outages that are over. Until then the sweep does not mark a check as down that may have to be excused. */
@Component
@WorkerProcess
class ExcuseMissedPings implements WorkerJob {

    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int BATCH_CHECKS = 500;

    private final Excuses excuses;

    ExcuseMissedPings(Excuses excuses) {
        this.excuses = excuses;
    }

    @Override
    public String name() {
        return "excuse-missed-pings";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public int runOnce() {
        return excuses.excuseSome(BATCH_CHECKS) ? 1 : 0;
    }
}
