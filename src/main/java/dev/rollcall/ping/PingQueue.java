package dev.rollcall.ping;

import dev.rollcall.ping.admission.WaitingPings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Gathers the pings that share the next commit, and decides when that commit may begin. */
final class PingQueue {

    private static final int MAX_QUEUED = 10_000;

    /** Longer than a commit that nothing delays. */
    private static final Duration MAX_TURN_WAIT = Duration.ofMillis(50);

    /** The time between the starts of two commits under load. More pings then share a commit, and each costs less. */
    private static final Duration COMMIT_SPACING = Duration.ofMillis(3);

    /** With fewer waiting pings, waiting for more would cost more than it saves. */
    private static final int BATCHING_THRESHOLD = 8;

    /** A thread without work returns after this time, so the watch over threads sees its progress. */
    private static final Duration MAX_IDLE = Duration.ofSeconds(10);

    private final BlockingQueue<PendingPing> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
    /** Held by the thread that gathers. A ping that another thread took meanwhile would only wait in a later commit. */
    private final Lock gathering = new ReentrantLock();
    /**
     * Commits take turns: one after the other, they are fewer and each has more pings than if two ran at the same time.
     * A commit that hangs delays the next one by no more than {@link #MAX_TURN_WAIT}.
     */
    private final Semaphore commitTurn = new Semaphore(1, true);

    private long lastCommitBegan = System.nanoTime();

    /** Adds a ping, or returns false if the queue is full. */
    boolean offer(PendingPing ping) {
        return queue.offer(ping);
    }

    void remove(PendingPing ping) {
        queue.remove(ping);
    }

    /**
     * Waits for pings and adds to {@code batch} those that came until the commit may begin. Adds none if none comes in
     * time. Returns whether the caller has the turn, which it must give back with {@link #endTurn} after the commit.
     * Without the turn, because the previous commit takes too long or the process stops, the batch is written anyway.
     */
    boolean gather(List<PendingPing> batch) throws InterruptedException {
        if (!gathering.tryLock(MAX_IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        boolean hasTurn = false;
        try {
            PendingPing first = queue.poll(MAX_IDLE.toMillis(), TimeUnit.MILLISECONDS);
            if (first == null) {
                return false;
            }
            batch.add(first);
            hasTurn = awaitTurn();
            if (queue.size() >= BATCHING_THRESHOLD) {
                LockSupport.parkNanos(lastCommitBegan + COMMIT_SPACING.toNanos() - System.nanoTime());
            }
            lastCommitBegan = System.nanoTime();
            fill(batch);
            return hasTurn;
        } catch (RuntimeException | Error e) {
            if (hasTurn) {
                endTurn();
            }
            throw e;
        } finally {
            gathering.unlock();
        }
    }

    void endTurn() {
        commitTurn.release();
    }

    private boolean awaitTurn() {
        try {
            return commitTurn.tryAcquire(MAX_TURN_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * The bytes are limited because a commit holds each body in memory several times. The last body may exceed the
     * limit.
     */
    private void fill(List<PendingPing> batch) {
        long bytes = batch.get(0).bodyBytes();
        while (batch.size() < WaitingPings.COMMIT_PINGS && bytes < WaitingPings.COMMIT_BYTES) {
            PendingPing next = queue.poll();
            if (next == null) {
                return;
            }
            batch.add(next);
            bytes += next.bodyBytes();
        }
    }
}
