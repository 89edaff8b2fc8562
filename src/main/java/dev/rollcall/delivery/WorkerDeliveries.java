package dev.rollcall.delivery;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerStarter;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import dev.rollcall.flip.FlipsRecorded;
import dev.rollcall.platform.database.SchemaCurrent;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.process.StopSettings;
import dev.rollcall.platform.process.WorkerProcess;
import dev.rollcall.platform.thread.Threads;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Runs the deliveries of a worker from the moment the schema is current until the process stops. Deliveries under way
 * then have SHUTDOWN_TIMEOUT to end. The rest is aborted and released to other workers at once; otherwise they would
 * wait until the heartbeats of this one are missed.
 */
@Component
@WorkerProcess
class WorkerDeliveries implements DbSchedulerStarter, DbSchedulerCustomizer, SmartLifecycle, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(WorkerDeliveries.class);

    private static final Duration ABORT_TIME = Duration.ofMillis(500);
    private static final Duration HAND_BACK_TIME = Duration.ofSeconds(1);

    /** Random, because two workers may share a host name. */
    private final String worker = "worker-" + UUID.randomUUID();

    private final ObjectProvider<Scheduler> scheduler;
    private final DeliverAlerts alerts;
    private final AttemptStore deliveries;
    private final DeliveryPulse pulse;
    private final StopSettings settings;
    private final ExecutorService threads;
    private @Nullable Thread ending;
    private volatile boolean running;

    WorkerDeliveries(
            ObjectProvider<Scheduler> scheduler,
            DeliverAlerts alerts,
            AttemptStore deliveries,
            DeliveryPulse pulse,
            DeliverySettings size,
            StopSettings settings) {
        this.scheduler = scheduler;
        this.alerts = alerts;
        this.deliveries = deliveries;
        this.pulse = pulse;
        this.settings = settings;
        this.threads = Threads.fixed("delivery", size.concurrency());
    }

    @Override
    public Optional<SchedulerName> schedulerName() {
        return Optional.of(new SchedulerName.Fixed(worker));
    }

    @Override
    public Optional<ExecutorService> executorService() {
        return Optional.of(threads);
    }

    @Override
    public Optional<JdbcCustomization> jdbcCustomization() {
        return Optional.of(new QueueDialect(pulse::polled));
    }

    /** Replaces the library's starter, which would poll a table that may not exist yet. */
    @Override
    @EventListener(SchemaCurrent.class)
    public void doStart() {
        scheduler.getObject().start();
    }

    /** After flips are committed. Polling alone would find them up to a second later. */
    @TransactionalEventListener(FlipsRecorded.class)
    void wake() {
        scheduler.getObject().triggerCheckForDueExecutions();
    }

    @Override
    public void start() {
        running = true;
    }

    /** Only begins to stop, so that requests and deliveries of one process share the same time to end. */
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
        // Takes nothing new and waits for the threads. On its own thread, because a hanging database may delay it
        // longer
        // than we can wait.
        Threads.start("delivery-scheduler-stop", () -> scheduler.getObject().stop());
        if (!endWithin(settings.shutdownTimeout())) {
            alerts.handBack();
            threads.shutdownNow();
            endWithin(ABORT_TIME);
        }
        Threads.join(Threads.start("delivery-hand-back", this::handBack), HAND_BACK_TIME);
    }

    private void handBack() {
        try {
            deliveries
                    .handBack(worker)
                    .forEach(id -> log.atInfo()
                            .addKeyValue("event", "delivery.handed-back")
                            .addKeyValue("delivery_id", id)
                            .log("delivery was released to other workers"));
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("event", "delivery.kept")
                    .addKeyValue("reason", FailureReason.of(e))
                    .log("deliveries could not be released; other workers take them when our heartbeats are missed");
        }
    }

    private boolean endWithin(Duration patience) {
        try {
            return threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
