package dev.rollcall.ping;

import dev.rollcall.check.state.CheckId;
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
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Records pings by group commit: those that arrive while one commit is under way share the next. A ping is answered
 * when its commit is durable, never before.
 */
@Component
@WebProcess
class PingRecorder implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PingRecorder.class);
    private static final int FLUSHERS = 2;
    /** Longer than a commit takes which nothing holds up. */
    private static final Duration LONGEST_TURN = Duration.ofMillis(50);

    /** From one beginning to the next when many pings come: more of them share a commit, and each costs less. */
    private static final Duration APART = Duration.ofMillis(3);

    /** When fewer wait, they gain less by waiting for others than they lose. */
    private static final int MANY = 8;

    private static final int LARGEST_BATCH = 500;
    /** In bytes, give or take one body: a commit has them in memory several times over. */
    private static final long LARGEST_BODIES = 1_000_000;

    private static final int LONGEST_QUEUE = 10_000;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration LOOK_FOR_THE_LATE = Duration.ofMillis(500);
    /** A flusher without work shows this often that it is there. */
    private static final Duration MAX_IDLE = Duration.ofSeconds(10);

    private final PingBatch batch;
    private final PingCounters counters;
    private final VitalThreads vital;
    private final Duration longestWait;
    private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final Set<Pending> waiting = ConcurrentHashMap.newKeySet();
    private final List<VitalLoop> loops = new ArrayList<>();
    /** Held by the flusher that gathers it: no other takes a ping out of the queue, only to wait with it. */
    private final Lock nextCommit = new ReentrantLock();
    /** One commit after another is shared by more pings than two at once; but one that hangs holds up nobody else. */
    private final Semaphore turnsToCommit = new Semaphore(1, true);

    private long lastBegun = System.nanoTime();
    private volatile boolean running;

    @Autowired
    PingRecorder(PingBatch batch, PingCounters counters, VitalThreads vital) {
        this(batch, counters, vital, LONGEST_WAIT);
    }

    /** Refuses what waited for longer than this. */
    PingRecorder(PingBatch batch, PingCounters counters, VitalThreads vital, Duration longestWait) {
        this.batch = batch;
        this.counters = counters;
        this.vital = vital;
        this.longestWait = longestWait;
    }

    /**
     * Records one ping and returns when it is durable: true, or false when there is no such check.
     *
     * @throws UnavailableException when it could not be recorded for now; the caller may try again
     */
    boolean record(Ping ping) {
        var pending = new Pending(ping);
        waiting.add(pending);
        try {
            if (!running || !queue.offer(pending)) {
                throw new UnavailableException("the ping recorder takes no more for now", null);
            }
            // Not with a limit of its own: its timer takes a quarter of the processor time of a ping (docs/adr/0006).
            return pending.answer.get();
        } catch (ExecutionException e) {
            // One that was refused while it waited would keep its body in memory until a commit is possible again.
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
            loops.add(vital.repeat("ping-flusher-" + n, Duration.ZERO, this::writeInTurn, PingRecorder::notGathered));
        }
        loops.add(
                vital.repeat("ping-patience", LOOK_FOR_THE_LATE, turns -> refuseTheLate(), PingRecorder::notGathered));
    }

    /** After the web server has answered its last request: see {@link #getPhase}. */
    @Override
    public void stop() {
        running = false;
        loops.forEach(VitalLoop::interrupt);
        loops.clear();
        waiting.forEach(pending -> pending.refuse("the process stops"));
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

    /** Writes all that came until this commit may begin. Whoever waits for what was taken is told, whatever happens. */
    private void writeInTurn(LoopProgress turns) throws InterruptedException {
        List<Pending> taken = new ArrayList<>();
        boolean isOurs = false;
        try {
            isOurs = gather(taken);
            write(taken, turns);
        } catch (RuntimeException | Error e) {
            taken.forEach(pending -> pending.answer.completeExceptionally(e));
            throw e;
        } finally {
            if (isOurs) {
                turnsToCommit.release();
            }
        }
    }

    /** Waits for pings and takes them. Returns whether the turn to commit is ours; without pings it is not. */
    private boolean gather(List<Pending> taken) throws InterruptedException {
        if (!nextCommit.tryLock(MAX_IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        boolean isOurs = false;
        try {
            Pending first = queue.poll(MAX_IDLE.toMillis(), TimeUnit.MILLISECONDS);
            if (first == null) {
                return false;
            }
            taken.add(first);
            isOurs = awaitTurn();
            if (queue.size() >= MANY) {
                LockSupport.parkNanos(lastBegun + APART.toNanos() - System.nanoTime());
            }
            lastBegun = System.nanoTime();
            takeMore(taken);
            return isOurs;
        } catch (RuntimeException | Error e) {
            if (isOurs) {
                turnsToCommit.release();
            }
            throw e;
        } finally {
            nextCommit.unlock();
        }
    }

    /** As many as one commit takes. */
    private void takeMore(List<Pending> taken) {
        long bytes = taken.get(0).bytes();
        while (taken.size() < LARGEST_BATCH && bytes < LARGEST_BODIES) {
            Pending next = queue.poll();
            if (next == null) {
                return;
            }
            taken.add(next);
            bytes += next.bytes();
        }
    }

    /** False when the commit before takes too long, or the process stops: what was taken is written all the same. */
    private boolean awaitTurn() {
        try {
            return turnsToCommit.tryAcquire(LONGEST_TURN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void write(List<Pending> pings, LoopProgress turns) {
        if (pings.isEmpty()) {
            return;
        }
        turns.turned();
        try {
            Set<CheckId> known =
                    batch.record(pings.stream().map(pending -> pending.ping).toList());
            pings.forEach(pending -> {
                boolean recorded = known.contains(pending.ping.checkId());
                if (recorded) {
                    counters.recorded(pending.ping.kind());
                }
                pending.answer.complete(recorded);
            });
        } catch (RuntimeException | Error e) {
            // An Error too: the senders wait for an answer.
            if (pings.size() > 1 && !concernsAllPings(e)) {
                // One ping or check that causes a failure must not affect the others.
                pings.forEach(pending -> write(List.of(pending), turns));
                return;
            }
            log.atError()
                    .addKeyValue("event", "ping.refused")
                    .addKeyValue("pings", pings.size())
                    .addKeyValue("reason", FailureReason.of(e))
                    .log("pings could not be recorded; their senders were told");
            pings.forEach(pending -> pending.answer.completeExceptionally(e));
            if (isFatal(e)) {
                // The loop ends the process.
                throw e;
            }
        }
    }

    /** For all who wait: see {@link #record}. */
    private void refuseTheLate() {
        long now = System.nanoTime();
        waiting.stream()
                .filter(pending -> now - pending.since > longestWait.toNanos())
                .forEach(pending -> pending.refuse("it took too long"));
    }

    private static void notGathered(Throwable e) {
        log.atError()
                .addKeyValue("event", "ping.refused")
                .addKeyValue("reason", FailureReason.of(e))
                .setCause(e)
                .log("pings could not be gathered; their senders were told");
    }

    /** Whether the JVM itself is at an end. An expression that recurses too deep is not that. */
    private static boolean isFatal(Throwable e) {
        return e instanceof VirtualMachineError && !(e instanceof StackOverflowError);
    }

    /** Whether the next ping would fail as well: the database is away or busy, or the memory is used up. */
    private static boolean concernsAllPings(Throwable e) {
        return e instanceof TransientDataAccessException
                || e instanceof RecoverableDataAccessException
                || e instanceof NonTransientDataAccessResourceException
                || e instanceof TransactionException
                || isFatal(e);
    }

    /** Each is another, whatever its ping. */
    private static final class Pending {

        private final Ping ping;
        private final long since = System.nanoTime();
        private final CompletableFuture<Boolean> answer = new CompletableFuture<>();

        Pending(Ping ping) {
            this.ping = ping;
        }

        int bytes() {
            byte[] body = ping.body();
            return body == null ? 0 : body.length;
        }

        /** Unless it was answered before. */
        void refuse(String reason) {
            answer.completeExceptionally(new TimeoutException(reason));
        }
    }
}
