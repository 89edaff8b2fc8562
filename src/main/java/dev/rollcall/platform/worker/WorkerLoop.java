package dev.rollcall.platform.worker;

import dev.rollcall.platform.database.SchemaCurrent;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.process.WorkerProcess;
import dev.rollcall.platform.thread.LoopProgress;
import dev.rollcall.platform.thread.VitalLoop;
import dev.rollcall.platform.thread.VitalThreads;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private static final Duration MAX_BATCH_TIME = Duration.ofSeconds(2);

    private final List<WorkerJob> jobs;
    private final WorkerLiveness liveness;
    private final MeterRegistry meters;
    private final VitalThreads threads;
    private final List<VitalLoop> loops = new CopyOnWriteArrayList<>();
    private volatile boolean stopping;
    private long stopped = System.nanoTime();

    WorkerLoop(List<WorkerJob> jobs, WorkerLiveness liveness, MeterRegistry meters, VitalThreads threads) {
        this.jobs = jobs;
        this.liveness = liveness;
        this.meters = meters;
        this.threads = threads;
    }

    @EventListener(SchemaCurrent.class)
    synchronized void repeatJobs() {
        if (stopping) {
            return;
        }
        jobs.forEach(job -> liveness.done(job.name(), job.interval()));
        jobs.forEach(job -> loops.add(threads.repeat(
                "worker-job-" + job.name(),
                job.interval(),
                turns -> runUntilNothingIsDue(job, turns),
                e -> failed(job, e))));
        log.atInfo().addKeyValue("event", "worker.ready").log("worker is ready");
    }

    private void runUntilNothingIsDue(WorkerJob job, LoopProgress turns) {
        Timer.Sample run = Timer.start(meters);
        String result = "failed";
        try {
            int done;
            do {
                done = job.runOnce();
                turns.turned();
                liveness.done(job.name(), job.interval());
            } while (done > 0 && !stopping);
            result = "done";
        } finally {
            run.stop(meters.timer("rollcall.job", "job", job.name(), "result", result));
        }
    }

    /** An unavailable database needs no stack trace. */
    private static void failed(WorkerJob job, Throwable e) {
        boolean isAway = e instanceof DataAccessException || e instanceof TransactionException;
        (isAway ? log.atWarn() : log.atError().setCause(e))
                .addKeyValue("event", "job.failed")
                .addKeyValue("job", job.name())
                .addKeyValue("reason", FailureReason.of(e))
                .log("job failed, will be tried again");
    }

    @Override
    public void start() {}

    /** Only begins to stop, so all work and all requests of one process share the same time to finish. */
    @Override
    public synchronized void stop() {
        stopping = true;
        stopped = System.nanoTime();
        loops.forEach(VitalLoop::stop);
    }

    @Override
    public void destroy() {
        if (!stopping) {
            stop();
        }
        // A batch is one short statement. If interrupted, it is rolled back, and another worker does it.
        long end = stopped + MAX_BATCH_TIME.toNanos();
        for (VitalLoop loop : loops) {
            if (!loop.join(Duration.ofNanos(end - System.nanoTime()))) {
                loop.interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return !stopping;
    }
}
