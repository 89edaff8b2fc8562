package dev.rollcall.admin;

import dev.rollcall.platform.process.WorkerProcess;
import dev.rollcall.platform.worker.WorkerJob;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Does every hour what the task {@code prune} does. Workers that do it at the same time only delete less each. */
@Component
@WorkerProcess
class PruneHourly implements WorkerJob {

    private static final Duration INTERVAL = Duration.ofHours(1);

    private final Pruning pruning;

    PruneHourly(Pruning pruning) {
        this.pruning = pruning;
    }

    @Override
    public String name() {
        return "prune";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    /** Deletes everything that is due, in batches, so nothing is left for an immediate second run. */
    @Override
    public int runOnce() {
        pruning.run();
        return 0;
    }
}
