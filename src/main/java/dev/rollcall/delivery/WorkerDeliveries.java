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
 * The deliveries of a worker from the moment the schema is current until the process stops. What is under way then has
 * SHUTDOWN_TIMEOUT to end; what has not ended is broken off and handed to the other workers at once, who would
 * otherwise wait for heartbeats that no longer come.
 */
@Component
@WorkerProcess
class WorkerDeliveries implements DbSchedulerStarter, DbSchedulerCustomizer, SmartLifecycle, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(WorkerDeliveries.class);

    private static final Duration BREAK_OFF = Duration.ofMillis(500);
    private static final Duration HAND_BACK = Duration.ofSeconds(1);

    /** Two workers may share a host name; what each has taken must be told apart. */
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

    /** Instead of the library's own starter, which would poll a table that may not be there yet. */
    @Override
    @EventListener(SchemaCurrent.class)
    public void doStart() {
        scheduler.getObject().start();
    }

    /** Once flips are committed; the polling alone would find them up to a second later. */
    @TransactionalEventListener(FlipsRecorded.class)
    void wake() {
        scheduler.getObject().triggerCheckForDueExecutions();
    }

    @Override
    public void start() {
        running = true;
    }

    /** Only begins to stop, so that requests and deliveries of one process have the same seconds to end in. */
    @Override
    public void stop() {
        running = false;
        ending = Threads.start("delivery-stop", this::end);
    }

    /** After everything else has stopped, and before the database is let go. */
    @Override
    public void destroy() {
        if (ending != null) {
            Threads.join(ending, settings.shutdownTimeout().plus(BREAK_OFF).plus(HAND_BACK));
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void end() {
        // Takes nothing new, then waits for the threads; and for a database that hangs longer than we have.
        Threads.start("delivery-scheduler-stop", () -> scheduler.getObject().stop());
        if (!endWithin(settings.shutdownTimeout())) {
            alerts.handBack();
            threads.shutdownNow();
            endWithin(BREAK_OFF);
        }
        Threads.join(Threads.start("delivery-hand-back", this::handBack), HAND_BACK);
    }

    private void handBack() {
        try {
            deliveries
                    .handBack(worker)
                    .forEach(id -> log.atInfo()
                            .addKeyValue("event", "delivery.handed-back")
                            .addKeyValue("delivery_id", id)
                            .log("delivery is left to another worker"));
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("event", "delivery.kept")
                    .addKeyValue("reason", FailureReason.of(e))
                    .log("deliveries could not be handed back; other workers take them when heartbeats stay away");
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
