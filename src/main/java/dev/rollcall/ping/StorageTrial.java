package dev.rollcall.ping;

import dev.rollcall.ping.admission.WaitingPings;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.problem.RetryableFailures;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.worker.PingStorage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * After the database could not store a ping, tries to store that ping again, and rolls back. A heartbeat alone proves
 * nothing: when the disk is full or {@code pings} is locked, its row can still be changed. An overload is a fault too,
 * because pings are refused while more come than the database can store. So is a commit that hangs, on a server that
 * was replaced for example: its jobs wait for their answers and do not ping again, while other connections work.
 */
@Component
@WebProcess
class StorageTrial implements PingStorage {

    /** The trial may take this long. The heartbeat waits for it. */
    private static final int MAX_SECONDS = 2;

    /**
     * A commit that takes longer hangs. The database driver gives it up after 10 seconds. So it leaves a gap between
     * two heartbeats that is long enough to count as an outage.
     */
    static final Duration MAX_COMMIT = Duration.ofSeconds(3);

    private final PingBatch batch;
    private final WaitingPings places;
    private final TransactionTemplate transaction;
    private final AtomicReference<@Nullable Ping> refused = new AtomicReference<>();
    /** When those that are under way began, by {@link System#nanoTime}. */
    private final Queue<Long> commits = new ConcurrentLinkedQueue<>();

    StorageTrial(PingBatch batch, WaitingPings places, PlatformTransactionManager transactions) {
        this.batch = batch;
        this.places = places;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setTimeout(MAX_SECONDS);
    }

    /** Runs a commit of pings, and knows how long it takes. */
    <T> T commit(Supplier<T> write) {
        Long began = System.nanoTime();
        commits.add(began);
        try {
            return write.get();
        } finally {
            commits.remove(began);
        }
    }

    /** The database could not store this ping, because of a {@link #isFault fault}. */
    void refused(Ping ping) {
        refused.set(ping);
    }

    /** The database has stored a ping. */
    void stored() {
        if (refused.get() != null) {
            refused.set(null);
        }
    }

    /** Whether the next ping would fail as well, because the database is away, busy or full. */
    static boolean isFault(Throwable e) {
        return e instanceof TransientDataAccessException
                || e instanceof RecoverableDataAccessException
                || e instanceof NonTransientDataAccessResourceException
                || RetryableFailures.isDatabaseLost(e);
    }

    @Override
    public Optional<String> fault() {
        long now = System.nanoTime();
        if (commits.stream().anyMatch(began -> now - began > MAX_COMMIT.toNanos())) {
            return Optional.of("a commit of pings hangs");
        }
        Ping ping = refused.get();
        if (ping == null) {
            return places.overload();
        }
        try {
            transaction.executeWithoutResult(status -> {
                status.setRollbackOnly();
                batch.record(List.of(ping));
            });
        } catch (TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            if (isFault(e)) {
                return Optional.of("pings cannot be stored: " + FailureReason.of(e));
            }
            // This ping has a fault of its own, and says nothing about others.
        }
        refused.compareAndSet(ping, null);
        return places.overload();
    }
}
