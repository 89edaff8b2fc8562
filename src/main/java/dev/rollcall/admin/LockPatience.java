package dev.rollcall.admin;

import java.time.Duration;

/**
 * How long {@link Migrate} waits for locks.
 *
 * @param lockTimeout the longest wait for one lock; requests wait behind it just as long
 * @param attempts how often a migration is tried
 * @param firstPause the pause before the second attempt; it doubles before each later one
 * @param maxPause the longest pause
 */
record LockPatience(Duration lockTimeout, int attempts, Duration firstPause, Duration maxPause) {

    /**
     * Gives up after about five minutes. Postgres looks for deadlocks after one second; the lock timeout is shorter, so
     * in a deadlock with a request the migration always yields.
     */
    static final LockPatience USUAL =
            new LockPatience(Duration.ofMillis(750), 30, Duration.ofMillis(500), Duration.ofSeconds(10));

    /** The pause after this attempt; the first attempt is 1. */
    Duration pauseAfter(int attempt) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(attempt - 1, 20));
        return pause.compareTo(maxPause) < 0 ? pause : maxPause;
    }
}
