package dev.rollcall.platform.worker;

import dev.rollcall.platform.database.SchemaCurrent;
import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.process.CommandLine;
import dev.rollcall.platform.process.ProcessType;
import dev.rollcall.platform.thread.Threads;
import dev.rollcall.platform.thread.VitalLoop;
import dev.rollcall.platform.thread.VitalThreads;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Shows in the database that this process is at work, from the moment the schema is current until it stops. A web
 * process is shown only while it has the threads that it cannot do without and they make progress; a worker only while its jobs
 * get done and it takes deliveries. That this thread runs proves neither.
 */
@Component
@ConditionalOnExpression("${rollcall.web} || ${rollcall.worker}")
class HeartbeatThread implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(HeartbeatThread.class);
    /** A stop must not wait for a database that hangs; a row left behind grows old. */
    private static final Duration MAX_FAREWELL = Duration.ofSeconds(2);

    private final HeartbeatStore store;
    private final ObjectProvider<WorkerLiveness> worker;
    private final VitalThreads threads;
    private final boolean web;
    private final Release release;
    private final UUID process = UUID.randomUUID();
    /** Why a heartbeat stays away, as it was last logged. */
    private final Map<ProcessType, String> withheld = new EnumMap<>(ProcessType.class);

    private @Nullable VitalLoop loop;
    private volatile boolean running;

    HeartbeatThread(
            HeartbeatStore store,
            ObjectProvider<WorkerLiveness> worker,
            VitalThreads threads,
            Release release,
            Environment environment) {
        this.store = store;
        this.worker = worker;
        this.threads = threads;
        this.web = environment.getRequiredProperty(CommandLine.WEB, Boolean.class);
        this.release = release;
    }

    @EventListener(SchemaCurrent.class)
    synchronized void beatFromNowOn() {
        if (loop == null && running) {
            loop = threads.repeat("heartbeat", Heartbeats.INTERVAL, turns -> beat(), HeartbeatThread::failed);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** After everything else has stopped: until then this process still receives or delivers. */
    @Override
    public synchronized void stop() {
        running = false;
        VitalLoop last = loop;
        if (last != null) {
            last.stop();
            Threads.join(Threads.start("heartbeat-farewell", () -> leave(last)), MAX_FAREWELL);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    /** No beat comes after it. */
    private void leave(VitalLoop last) {
        try {
            if (last.join(MAX_FAREWELL)) {
                store.delete(process);
            }
        } catch (RuntimeException e) {
            log.debug("the heartbeat's row stays behind", e);
        }
    }

    /** Once, if all is well. */
    void beat() {
        Set<ProcessType> alive = EnumSet.noneOf(ProcessType.class);
        if (web && isWell(ProcessType.WEB, threads.fault())) {
            alive.add(ProcessType.WEB);
        }
        worker.ifAvailable(pulse -> {
            if (isWell(ProcessType.WORKER, pulse.late()) && pulse.isThere()) {
                alive.add(ProcessType.WORKER);
            }
        });
        if (!alive.isEmpty()) {
            store.beat(process, alive, release.version());
        }
    }

    /** Says once why not. */
    private boolean isWell(ProcessType type, Optional<String> fault) {
        if (fault.isEmpty()) {
            withheld.remove(type);
            return true;
        }
        if (!fault.get().equals(withheld.put(type, fault.get()))) {
            log.atWarn()
                    .addKeyValue("event", "heartbeat.withheld")
                    .addKeyValue("type", type.label())
                    .addKeyValue("reason", fault.get())
                    .log("process does not do its work, so it is not shown as being at work");
        }
        return false;
    }

    private static void failed(Throwable e) {
        boolean foreseen = e instanceof RuntimeException;
        (foreseen ? log.atWarn() : log.atError().setCause(e))
                .addKeyValue("event", "heartbeat.failed")
                .addKeyValue("reason", FailureReason.of(e))
                .log("could not show that this process is there, will try again");
    }
}
