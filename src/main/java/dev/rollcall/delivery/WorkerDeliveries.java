package dev.rollcall.delivery;

import dev.rollcall.flip.FlipsRecorded;
import dev.rollcall.platform.database.SchemaCurrent;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.process.StopSettings;
import dev.rollcall.platform.process.WorkerProcess;
import dev.rollcall.platform.thread.Threads;
import dev.rollcall.platform.thread.VitalLoop;
import dev.rollcall.platform.thread.VitalThreads;
import dev.rollcall.platform.worker.WorkerLiveness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Runs the deliveries of a worker from the moment the schema is current until the process stops. Deliveries under way
 * then have SHUTDOWN_TIMEOUT to end. The rest is aborted and released to other workers at once; otherwise they would
 * wait until the leases of this one expire.
 */
@Component
@WorkerProcess
class WorkerDeliveries implements SmartLifecycle, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(WorkerDeliveries.class);

    private static final Duration ABORT_TIME = Duration.ofMillis(500);
    private static final Duration HAND_BACK_TIME = Duration.ofSeconds(1);

    private final DeliveryDispatcher dispatcher;
    private final Leases leases;
    private final WorkerLiveness liveness;
    private final VitalThreads threads;
    private final StopSettings settings;
    private final List<VitalLoop> loops = new ArrayList<>();
    private @Nullable Thread ending;
    private volatile boolean running;

    WorkerDeliveries(
            DeliveryDispatcher dispatcher,
            Leases leases,
            WorkerLiveness liveness,
            VitalThreads threads,
            StopSettings settings) {
        this.dispatcher = dispatcher;
        this.leases = leases;
        this.liveness = liveness;
        this.threads = threads;
        this.settings = settings;
    }

    @EventListener(SchemaCurrent.class)
    synchronized void begin() {
        if (running && loops.isEmpty()) {
            liveness.done(DeliveryDispatcher.NAME, DeliveryDispatcher.POLL_INTERVAL);
            loops.add(threads.repeat(
                    "delivery-leases", Leases.RENEWAL_INTERVAL, turns -> leases.renew(), e -> failed("leases", e)));
            loops.add(threads.repeat(
                    "delivery-dispatcher",
                    Duration.ZERO,
                    dispatcher::dispatch,
                    e -> failed(DeliveryDispatcher.NAME, e)));
        }
    }

    /** After flips are committed. Polling alone would find them up to a second later. */
    @TransactionalEventListener(FlipsRecorded.class)
    void wake() {
        dispatcher.ring();
    }

    @Override
    public void start() {
        running = true;
    }

    /** Only begins to stop, so requests and deliveries of one process share the same time to finish. */
    @Override
    public void stop() {
        running = false;
        ending = Threads.start("delivery-stop", this::end);
    }

    /** Called after everything else has stopped and before the connection pool is closed. */
    @Override
    public void destroy() {
        if (ending != null) {
            Threads.join(ending, settings.shutdownTimeout().plus(ABORT_TIME).plus(HAND_BACK_TIME));
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void end() {
        // Parked deliveries are handed back on another thread, because a hanging database may delay that.
        Threads.start("delivery-dispatcher-stop", dispatcher::stop);
        if (!endWithin(settings.shutdownTimeout())) {
            dispatcher.abort();
            endWithin(ABORT_TIME);
        }
        loops().forEach(VitalLoop::stop);
        Threads.join(Threads.start("delivery-hand-back", this::handBack), HAND_BACK_TIME);
    }

    private synchronized List<VitalLoop> loops() {
        return List.copyOf(loops);
    }

    private void handBack() {
        try {
            leases.handBack()
                    .forEach(id -> log.atInfo()
                            .addKeyValue("event", "delivery.handed-back")
                            .addKeyValue("delivery_id", id)
                            .log("delivery was released to other workers"));
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("event", "delivery.kept")
                    .addKeyValue("reason", FailureReason.of(e))
                    .log("deliveries could not be released; other workers take them when their leases expire");
        }
    }

    private boolean endWithin(Duration patience) {
        try {
            return dispatcher.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** An unavailable database needs no stack trace. */
    private static void failed(String job, Throwable e) {
        boolean isAway = e instanceof DataAccessException || e instanceof TransactionException;
        (isAway ? log.atWarn() : log.atError().setCause(e))
                .addKeyValue("event", "job.failed")
                .addKeyValue("job", job)
                .addKeyValue("reason", FailureReason.of(e))
                .log("job failed, will be tried again");
    }
}
