package dev.rollcall.platform.database;

import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.process.LongRunningProcess;
import dev.rollcall.platform.thread.VitalLoop;
import dev.rollcall.platform.thread.VitalThreads;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Keeps web and worker from working on a schema that is too old: they wait, not ready, until {@code --task=migrate} has
 * run. A newer schema is accepted, because the previous release keeps running during a deploy.
 */
@Component
@LongRunningProcess
public class SchemaGate implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SchemaGate.class);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    private final SchemaStore schema;
    private final ApplicationEventPublisher events;
    private final VitalThreads threads;
    private volatile @Nullable VitalLoop retry;
    private volatile boolean open;
    private String lastReason = "";

    SchemaGate(SchemaStore schema, ApplicationEventPublisher events, VitalThreads threads) {
        this.schema = schema;
        this.events = events;
        this.threads = threads;
    }

    /** Whether the schema has been found current. */
    public boolean isOpen() {
        return open;
    }

    @Override
    public synchronized void start() {
        retry = threads.repeat("schema-gate", RETRY_INTERVAL, turns -> check(), SchemaGate::failed);
    }

    @Override
    public void stop() {
        VitalLoop last = retry;
        if (last != null) {
            last.interrupt();
        }
        retry = null;
    }

    @Override
    public boolean isRunning() {
        return retry != null;
    }

    private void check() {
        Optional<String> reason = reasonToWait();
        if (reason.isEmpty()) {
            open = true;
            log.atInfo().addKeyValue("event", "schema.current").log("database schema is current");
            beginWork();
        } else if (!reason.get().equals(lastReason)) {
            // Each reason is logged once, not every second.
            lastReason = reason.get();
            log.atWarn()
                    .addKeyValue("event", "schema.waiting")
                    .addKeyValue("reason", lastReason)
                    .log("waiting for the database");
        }
    }

    /** Runs once, and ends the loop. */
    private synchronized void beginWork() {
        VitalLoop last = retry;
        if (last == null) {
            return;
        }
        last.stop();
        try {
            events.publishEvent(new SchemaCurrent());
        } catch (RuntimeException | Error e) {
            if (retry == null) {
                return; // interrupted by a stop
            }
            // Part of the work has begun; another attempt would begin it twice.
            threads.end().terminate("the process could not begin its work", e);
        }
    }

    private static void failed(Throwable e) {
        log.atError().addKeyValue("event", "schema.failed").setCause(e).log("could not check the schema");
    }

    private Optional<String> reasonToWait() {
        try {
            return schema.gap().map(gap -> "schema is " + gap + ": run --task=migrate");
        } catch (DataAccessException e) {
            return Optional.of("database does not answer: " + FailureReason.of(e));
        }
    }
}
