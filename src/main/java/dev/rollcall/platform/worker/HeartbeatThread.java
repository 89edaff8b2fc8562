package dev.rollcall.platform.worker;

import dev.rollcall.platform.database.BulkheadDataSource;
import dev.rollcall.platform.database.SchemaCurrent;
import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.ingress.Arrivals;
import dev.rollcall.platform.ingress.AwaitedProofFound;
import dev.rollcall.platform.ingress.Ingress;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.process.LongRunningProcess;
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
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Writes heartbeats to the database from the moment the schema is current until the process stops. They show that the
 * process does its work: web writes them only while it can receive pings and its threads make progress, a worker only
 * while its jobs get done and it takes deliveries. A running heartbeat thread alone would prove neither.
 */
@Component
@LongRunningProcess
class HeartbeatThread implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(HeartbeatThread.class);
    /** A stop must not wait for a hanging database. A row that is left behind becomes outdated. */
    private static final Duration MAX_DELETE_TIME = Duration.ofSeconds(2);

    private final HeartbeatStore store;
    private final ObjectProvider<WorkerLiveness> worker;
    private final ObjectProvider<Ingress> ingress;
    private final ObjectProvider<PingStorage> storage;
    private final VitalThreads threads;
    private final Release release;
    private final PingRate pings;
    private final UUID process = UUID.randomUUID();
    /** The last logged reason for a withheld heartbeat. */
    private final Map<ProcessType, String> withheld = new EnumMap<>(ProcessType.class);

    private final Object turn = new Object();

    private @Nullable VitalLoop loop;
    private volatile boolean running;
    private boolean receives;

    HeartbeatThread(
            HeartbeatStore store,
            ObjectProvider<WorkerLiveness> worker,
            ObjectProvider<PingTotal> pings,
            ObjectProvider<Ingress> ingress,
            ObjectProvider<PingStorage> storage,
            VitalThreads threads,
            Release release) {
        this.store = store;
        this.worker = worker;
        this.ingress = ingress;
        this.storage = storage;
        this.threads = threads;
        this.release = release;
        this.pings = new PingRate(pings);
    }

    @EventListener(SchemaCurrent.class)
    synchronized void startBeating() {
        if (loop == null && running) {
            loop = threads.repeat("heartbeat", Heartbeats.INTERVAL, turns -> beat(), HeartbeatThread::failed);
        }
    }

    /** Otherwise an alert would wait for the next heartbeat. */
    @EventListener(AwaitedProofFound.class)
    void beatNow() {
        if (running) {
            beat();
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Stops after everything else, because until then this process still receives pings or delivers. */
    @Override
    public synchronized void stop() {
        running = false;
        VitalLoop last = loop;
        if (last != null) {
            last.stop();
            Threads.join(Threads.start("heartbeat-delete", () -> deleteAfter(last)), MAX_DELETE_TIME);
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

    /** Deletes the rows after the last heartbeat, so nothing writes them again. */
    private void deleteAfter(VitalLoop last) {
        try {
            if (last.join(MAX_DELETE_TIME)) {
                store.delete(process);
            }
        } catch (RuntimeException e) {
            log.debug("could not delete the heartbeat's row", e);
        }
    }

    /** From now on the heartbeat says that this process can receive pings. */
    void startReceiving() {
        synchronized (turn) {
            receives = true;
        }
    }

    /**
     * Records that this process no longer receives pings. Waits for a heartbeat under way, which would say otherwise.
     */
    void stopReceiving() {
        synchronized (turn) {
            if (receives) {
                receives = false;
                BulkheadDataSource.getVital(() -> store.stopReceiving(process)).ifPresent(HeartbeatThread::changed);
            }
        }
    }

    /** Writes one heartbeat if all is well. */
    void beat() {
        BulkheadDataSource.runVital(this::beatIfWell);
    }

    private void beatIfWell() {
        synchronized (turn) {
            Set<ProcessType> alive = EnumSet.noneOf(ProcessType.class);
            Arrivals arrivals = arrivals();
            if (receives && arrivals.state() != Arrivals.State.AWAITED && isWell(ProcessType.WEB, webFault())) {
                alive.add(ProcessType.WEB);
            }
            worker.ifAvailable(liveness -> {
                if (isWell(ProcessType.WORKER, liveness.late()) && liveness.isAlive()) {
                    alive.add(ProcessType.WORKER);
                }
            });
            double rate = pings.measure(System.nanoTime());
            if (!alive.isEmpty()) {
                store.beat(new Heartbeat(process, alive, release.version(), rate, arrivals))
                        .ifPresent(HeartbeatThread::changed);
            }
        }
    }

    private Optional<String> webFault() {
        return threads.fault().or(FileDescriptors::fault).or(this::storageFault);
    }

    private Optional<String> storageFault() {
        PingStorage pings = storage.getIfAvailable();
        return pings == null ? Optional.empty() : pings.fault();
    }

    /** A process that does not serve requests has no ingress. */
    private Arrivals arrivals() {
        Ingress known = ingress.getIfAvailable();
        return known == null ? Arrivals.UNKNOWN : known.arrivals();
    }

    /** Logs each new fault once. */
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
                    .log("process does not do its work, so its heartbeat is withheld");
        }
        return false;
    }

    private static void changed(Outage outage) {
        boolean isOver = outage.endedAt() != null;
        (isOver ? log.atInfo() : log.atWarn())
                .addKeyValue("event", isOver ? "outage.ended" : "outage.began")
                .addKeyValue("outage_id", outage.id())
                .addKeyValue("began_at", outage.beganAt())
                .addKeyValue("ended_at", outage.endedAt())
                .addKeyValue("reason", outage.reason())
                .log(isOver ? "pings can be received again" : "no web process can receive pings");
    }

    private static void failed(Throwable e) {
        boolean isExpected = e instanceof RuntimeException;
        (isExpected ? log.atWarn() : log.atError().setCause(e))
                .addKeyValue("event", "heartbeat.failed")
                .addKeyValue("reason", FailureReason.of(e))
                .log("could not write the heartbeat, will try again");
    }
}
