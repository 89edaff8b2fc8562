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
 * Lets one upsert of a project at a time begin its transaction. The others wait here, where they hold no connection:
 * those that wait for the lock of {@link LookupStore} hold one each, and the pool is there for all projects.
 */
@Component
public class UpsertTurns {

    /** As long as a request waits for a connection of the pool. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(3);

    /** Upserts of one project in one process, waiting or under way. Each has a thread of the web server. */
    private static final int MAX_QUEUED = 50;

    private final ConcurrentMap<ProjectId, Turn> turns = new ConcurrentHashMap<>();

    /**
     * Does the work when it is this caller's turn.
     *
     * @throws UnavailableException when too many wait, or the turn does not come in time
     */
    public <T> T take(ProjectId project, Supplier<T> work) {
        Turn turn = turns.compute(project, (id, there) -> (there == null ? new Turn() : there).join());
        try {
            return turn.take(work);
        } finally {
            turns.computeIfPresent(project, (id, there) -> there.leave() ? there : null);
        }
    }

    /** The line of one project; gone from the map when the last one leaves. */
    private static final class Turn {

        private final ReentrantLock lock = new ReentrantLock(true);
        private final Semaphore places = new Semaphore(MAX_QUEUED);
        private final AtomicInteger callers = new AtomicInteger();

        Turn join() {
            callers.incrementAndGet();
            return this;
        }

        /** Whether anyone is left. */
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
            return new UnavailableException("too many requests of one project look for a check at once", null);
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
