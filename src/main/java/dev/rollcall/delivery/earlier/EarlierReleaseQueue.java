package dev.rollcall.delivery.earlier;

import dev.rollcall.platform.process.WorkerProcess;
import dev.rollcall.platform.worker.WorkerJob;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Takes over the deliveries that processes of the previous release put on its own queue, {@code scheduled_tasks},
 * during a rolling deploy. To be removed with that table in the next release.
 */
@Component
@WorkerProcess
class EarlierReleaseQueue implements WorkerJob {

    private static final int BATCH = 500;

    /** The previous release considers a worker dead after four missed heartbeats of two seconds. */
    private static final Duration MAX_SILENCE = Duration.ofSeconds(10);

    private final EarlierReleaseStore entries;
    private final Clock clock;

    EarlierReleaseQueue(EarlierReleaseStore entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "earlier-release-queue";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(1);
    }

    @Override
    public int runOnce() {
        entries.keepOrder();
        return entries.move(clock.instant().minus(MAX_SILENCE), BATCH);
    }
}
