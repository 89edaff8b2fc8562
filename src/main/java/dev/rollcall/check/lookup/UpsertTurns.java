package dev.rollcall.check.lookup;

import dev.rollcall.platform.problem.UnavailableException;
import dev.rollcall.project.ProjectId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Lets one upsert of a project at a time begin its transaction. The others wait here without a database connection. If
 * they waited for the lock of {@link LookupStore}, each would hold a connection of the pool, which all projects share.
 */
@Component
public class UpsertTurns {

    /** The same time as a request waits for a connection of the pool. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(3);

    /**
     * The maximum number of upserts of one project in one process, waiting or running. Each holds a thread of the web
     * server.
     */
    private static final int MAX_QUEUED = 50;

    private final ConcurrentMap<ProjectId, Turn> turns = new ConcurrentHashMap<>();

    /**
     * Does the work when it is the caller's turn.
     *
     * @throws UnavailableException if too many wait, or the turn does not come in time
     */
    public <T> T take(ProjectId project, Supplier<T> work) {
        Turn turn = turns.compute(project, (id, there) -> (there == null ? new Turn() : there).join());
        try {
            return turn.take(work);
        } finally {
            turns.computeIfPresent(project, (id, there) -> there.leave() ? there : null);
        }
    }

    /** The queue of one project. It is removed from the map when the last caller leaves. */
    private static final class Turn {

        private final ReentrantLock lock = new ReentrantLock(true);
        private final Semaphore places = new Semaphore(MAX_QUEUED);
        private final AtomicInteger callers = new AtomicInteger();

        Turn join() {
            callers.incrementAndGet();
            return this;
        }

        /** Returns whether a caller is left. */
        boolean leave() {
            return callers.decrementAndGet() > 0;
        }

        <T> T take(Supplier<T> work) {
            if (!places.tryAcquire()) {
                throw tooMany();
            }
            try {
                return takeInTurn(work);
            } finally {
                places.release();
            }
        }

        private <T> T takeInTurn(Supplier<T> work) {
            if (!isReached()) {
                throw tooMany();
            }
            try {
                return work.get();
            } finally {
                lock.unlock();
            }
        }

        private static UnavailableException tooMany() {
            return UnavailableException.busy("too many upserts of one project at once");
        }

        private boolean isReached() {
            try {
                return lock.tryLock(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
