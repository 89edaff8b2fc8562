package dev.rollcall.platform;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Repeats every {@link WorkerJob} at its interval, from the moment the schema is current until the process stops. */
@Component
@WorkerProcess
class WorkerLoop implements SmartLifecycle, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(WorkerLoop.class);

    private static final Duration LONGEST_BATCH = Duration.ofSeconds(2);

    private final List<WorkerJob> jobs;
    private final WorkerPulse pulse;
    private final MeterRegistry meters;
    private final ScheduledThreadPoolExecutor threads;
    private volatile boolean stopping;
    private long stopped = System.nanoTime();

    WorkerLoop(List<WorkerJob> jobs, WorkerPulse pulse, MeterRegistry meters) {
        this.jobs = jobs;
        this.pulse = pulse;
        this.meters = meters;
        this.threads =
                new ScheduledThreadPoolExecutor(Math.max(1, jobs.size()), work -> new Thread(work, "worker-job"));
    }

    @EventListener(SchemaCurrent.class)
    @SuppressWarnings("FutureReturnValueIgnored") // runUntilNothingIsLeft lets nothing escape
    void repeatJobs() {
        jobs.forEach(pulse::done);
        jobs.forEach(job -> threads.scheduleWithFixedDelay(
                () -> runUntilNothingIsLeft(job), 0, job.interval().toMillis(), TimeUnit.MILLISECONDS));
        log.atInfo().addKeyValue("event", "worker.ready").log("worker is ready");
    }

    private void runUntilNothingIsLeft(WorkerJob job) {
        Timer.Sample run = Timer.start(meters);
        String result = "done";
        try {
            int done;
            do {
                done = job.runOnce();
                pulse.done(job);
            } while (done > 0 && !stopping);
        } catch (RuntimeException e) {
            result = "failed";
            // The executor would silently never run the job again. A database that is away needs no stack trace.
            boolean away = e instanceof DataAccessException || e instanceof TransactionException;
            (away ? log.atWarn() : log.atError().setCause(e))
                    .addKeyValue("event", "job.failed")
                    .addKeyValue("job", job.name())
                    .addKeyValue("reason", FailureReason.of(e))
                    .log("job failed, will be tried again");
        } finally {
            run.stop(meters.timer("rollcall.job", "job", job.name(), "result", result));
        }
    }

    @Override
    public void start() {}

    /** Only begins to stop, so that jobs, deliveries and requests of one process end side by side. */
    @Override
    public void stop() {
        stopping = true;
        stopped = System.nanoTime();
        threads.shutdown();
    }

    @Override
    public void destroy() {
        if (!stopping) {
            stop();
        }
        try {
            // A batch is one short statement; what it does not finish is rolled back, and another worker does it.
            long left = stopped + LONGEST_BATCH.toNanos() - System.nanoTime();
            if (!threads.awaitTermination(left, TimeUnit.NANOSECONDS)) {
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
