package dev.rollcall.platform;

import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Repeats every {@link WorkerJob} at its interval, from the moment the schema is current until the process stops. */
@Component
@WorkerProcess
class WorkerLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WorkerLoop.class);

    private final List<WorkerJob> jobs;
    private final StopSettings stop;
    private final ScheduledThreadPoolExecutor threads;
    private volatile boolean stopping;

    WorkerLoop(List<WorkerJob> jobs, StopSettings stop) {
        this.jobs = jobs;
        this.stop = stop;
        this.threads =
                new ScheduledThreadPoolExecutor(Math.max(1, jobs.size()), work -> new Thread(work, "worker-job"));
    }

    @EventListener(SchemaCurrent.class)
    void repeatJobs() {
        jobs.forEach(job -> threads.scheduleWithFixedDelay(
                () -> runUntilNothingIsLeft(job), 0, job.interval().toMillis(), TimeUnit.MILLISECONDS));
        log.atInfo().addKeyValue("event", "worker.ready").log("worker is ready");
    }

    private void runUntilNothingIsLeft(WorkerJob job) {
        try {
            int done;
            do {
                done = job.runOnce();
            } while (done > 0 && !stopping);
        } catch (RuntimeException e) {
            // The executor would silently never run the job again.
            log.atError()
                    .addKeyValue("event", "job.failed")
                    .addKeyValue("job", job.name())
                    .setCause(e)
                    .log("job failed, will be tried again");
        }
    }

    @Override
    public void start() {}

    @Override
    public void stop() {
        stopping = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(stop.shutdownTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return !threads.isShutdown();
    }
}
