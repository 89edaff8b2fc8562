package dev.rollcall.ping;

import dev.rollcall.ping.admission.WaitingPings;
import dev.rollcall.platform.database.BulkheadDataSource;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.problem.UnavailableException;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.thread.LoopProgress;
import dev.rollcall.platform.thread.VitalLoop;
import dev.rollcall.platform.thread.VitalThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes pings from request threads and answers each when its commit is durable, never before. Pings that arrive during
 * one commit share the next (group commit, docs/adr/0006).
 */
@Component
@WebProcess
class PingRecorder implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PingRecorder.class);

    private static final int FLUSHERS = 2;
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);
    private static final Duration LATE_CHECK_INTERVAL = Duration.ofMillis(500);

    private final PingQueue queue = new PingQueue();
    private final PingWriter writer;
    private final WaitingPings admission;
    private final VitalThreads vital;
    private final Duration maxWait;
    private final Set<PendingPing> waiting = ConcurrentHashMap.newKeySet();
    private final List<VitalLoop> loops = new ArrayList<>();
    private volatile boolean running;

    @Autowired
    PingRecorder(PingWriter writer, WaitingPings admission, VitalThreads vital) {
        this(writer, admission, vital, MAX_WAIT);
    }

    /** @param maxWait a ping that waits longer is refused, at most {@link #LATE_CHECK_INTERVAL} later */
    PingRecorder(PingWriter writer, WaitingPings admission, VitalThreads vital, Duration maxWait) {
        this.writer = writer;
        this.admission = admission;
        this.vital = vital;
        this.maxWait = maxWait;
    }

    /**
     * Records one ping. Returns true when it is durable, or false if its check does not exist.
     *
     * @throws UnavailableException if the ping could not be recorded now; the caller may try again
     */
    boolean record(Ping ping) {
        var pending = new PendingPing(ping);
        waiting.add(pending);
        try {
            if (!running || !queue.offer(pending)) {
                throw new UnavailableException("the ping queue is full, or the recorder is not running", null);
            }
            return pending.awaitAnswer();
        } catch (ExecutionException e) {
            // A refused ping would stay in the queue, with its body, until a commit is possible again.
            queue.remove(pending);
            throw new UnavailableException("the ping could not be recorded", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("the ping was not recorded before the process stopped", e);
        } finally {
            waiting.remove(pending);
        }
    }

    @Override
    public void start() {
        running = true;
        for (int n = 1; n <= FLUSHERS; n++) {
            loops.add(vital.repeat("ping-flusher-" + n, Duration.ZERO, this::flush, PingRecorder::failed));
        }
        loops.add(vital.repeat("ping-patience", LATE_CHECK_INTERVAL, turns -> refuseLate(), PingRecorder::failed));
    }

    /** Called after the web server has answered its last request: see {@link #getPhase}. */
    @Override
    public void stop() {
        running = false;
        loops.forEach(VitalLoop::interrupt);
        loops.clear();
        waiting.forEach(pending -> pending.refuse("the process is stopping"));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before the web server and stops after it. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** Gathers one batch and writes it. Every sender of a gathered ping gets an answer, even after an error. */
    private void flush(LoopProgress turns) throws InterruptedException {
        List<PendingPing> batch = new ArrayList<>();
        boolean hasTurn = false;
        try {
            hasTurn = queue.gather(batch);
            BulkheadDataSource.runVital(() -> write(batch, turns));
        } catch (RuntimeException | Error e) {
            batch.forEach(pending -> pending.fail(e));
            throw e;
        } finally {
            if (hasTurn) {
                queue.endTurn();
            }
        }
    }

    /**
     * Measures how long each batch takes, because the number of pings that may wait depends on it. A batch is one
     * commit, or several if its pings are written one by one. {@link StorageTrial} sees each of them.
     */
    private void write(List<PendingPing> batch, LoopProgress turns) {
        long began = System.nanoTime();
        writer.write(batch, turns);
        if (!batch.isEmpty()) {
            admission.committed(Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /** One thread does this for all senders, instead of a timer for each: see {@link PendingPing#awaitAnswer}. */
    private void refuseLate() {
        long now = System.nanoTime();
        long maxNanos = maxWait.toNanos();
        waiting.stream()
                .filter(pending -> pending.isLate(now, maxNanos))
                .forEach(pending -> pending.refuse("the ping waited too long"));
    }

    private static void failed(Throwable e) {
        log.atError()
                .addKeyValue("event", "ping.refused")
                .addKeyValue("reason", FailureReason.of(e))
                .setCause(e)
                .log("pings could not be gathered; their senders get an error");
    }
}
