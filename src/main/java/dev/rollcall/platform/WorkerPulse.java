package dev.rollcall.platform;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Whether every {@link WorkerJob} of this process gets done: a worker whose job hangs or always fails is no worker. */
@Component
@WorkerProcess
class WorkerPulse {

    /** A batch is short; a job that has done none for this long beyond its interval is stuck. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Map<WorkerJob, Long> doneAt = new ConcurrentHashMap<>();

    /** The job has done a batch, or is about to be started. */
    void done(WorkerJob job) {
        doneAt.put(job, System.nanoTime());
    }

    /** False before the loop has started. */
    boolean isThere() {
        return !doneAt.isEmpty() && doneAt.entrySet().stream().allMatch(job -> isOnTime(job.getKey(), job.getValue()));
    }

    private static boolean isOnTime(WorkerJob job, long doneAt) {
        return System.nanoTime() - doneAt <= job.interval().plus(PATIENCE).toNanos();
    }
}
