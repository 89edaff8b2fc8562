package dev.rollcall.ping;

import dev.rollcall.ping.admission.WaitingPings;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.problem.Problems;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.worker.PingStorage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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
 * because pings are refused while more come than the database can store.
 */
@Component
@WebProcess
class StorageTrial implements PingStorage {

    /** The trial may take this long. The heartbeat waits for it. */
    private static final int MAX_SECONDS = 2;

    private final PingBatch batch;
    private final WaitingPings places;
    private final TransactionTemplate transaction;
    private final AtomicReference<@Nullable Ping> refused = new AtomicReference<>();

    StorageTrial(PingBatch batch, WaitingPings places, PlatformTransactionManager transactions) {
        this.batch = batch;
        this.places = places;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setTimeout(MAX_SECONDS);
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
                || Problems.isDatabaseLost(e);
    }

    @Override
    public Optional<String> fault() {
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
