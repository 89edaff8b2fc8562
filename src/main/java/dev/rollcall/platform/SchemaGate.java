package dev.rollcall.platform;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Keeps web and worker from working on a schema older than they need: they wait, not ready, until
 * {@code --task=migrate} has run. A newer schema is fine: the release before must go on during a deploy.
 */
@Component
@ConditionalOnExpression("${rollcall.web} || ${rollcall.worker}")
class SchemaGate implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SchemaGate.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final SchemaStore schema;
    private final ApplicationEventPublisher events;
    private @Nullable ScheduledExecutorService retry;
    private volatile boolean open;
    private String lastReason = "";

    SchemaGate(SchemaStore schema, ApplicationEventPublisher events) {
        this.schema = schema;
        this.events = events;
    }

    boolean isOpen() {
        return open;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // lookAndSurvive lets nothing escape
    public void start() {
        var thread = new ScheduledThreadPoolExecutor(1, work -> {
            var gate = new Thread(work, "schema-gate");
            gate.setDaemon(true);
            return gate;
        });
        thread.scheduleWithFixedDelay(this::lookAndSurvive, 0, RETRY.toMillis(), TimeUnit.MILLISECONDS);
        retry = thread;
    }

    @Override
    public void stop() {
        if (retry != null) {
            retry.shutdownNow();
            retry = null;
        }
    }

    @Override
    public boolean isRunning() {
        return retry != null;
    }

    private void lookAndSurvive() {
        try {
            look();
        } catch (RuntimeException e) {
            log.atError().addKeyValue("event", "schema.failed").setCause(e).log("could not look at the schema");
        }
    }

    private void look() {
        Optional<String> reason = reasonToWait();
        if (reason.isEmpty()) {
            open = true;
            log.atInfo().addKeyValue("event", "schema.current").log("database schema is current");
            if (retry != null) {
                retry.shutdown();
            }
            events.publishEvent(new SchemaCurrent());
        } else if (!reason.get().equals(lastReason)) {
            // Once a reason, not once a second.
            lastReason = reason.get();
            log.atWarn()
                    .addKeyValue("event", "schema.waiting")
                    .addKeyValue("reason", lastReason)
                    .log("waiting for the database");
        }
    }

    private Optional<String> reasonToWait() {
        try {
            int applied = schema.applied();
            return applied >= schema.needed()
                    ? Optional.empty()
                    : Optional.of("schema is at version " + applied + ", this release needs " + schema.needed()
                            + ": run --task=migrate");
        } catch (DataAccessException e) {
            return Optional.of("database does not answer: " + FailureReason.of(e));
        }
    }
}
