package dev.rollcall.admin;

import java.time.Duration;

/**
 * How long {@link Migrate} waits for locks.
 *
 * @param lockTimeout how long one wait may take, and so how long pings wait behind it
 * @param attempts how often a migration is tried
 * @param firstPause how long to wait before the second attempt; twice as long before each one after that
 * @param maxPause the longest such wait
 */
record LockPatience(Duration lockTimeout, int attempts, Duration firstPause, Duration maxPause) {

    /**
     * Gives up after about five minutes. The lock timeout is below the second after which Postgres looks for deadlocks:
     * in a deadlock with a ping, the migration is always the one that yields.
     */
    static final LockPatience USUAL =
            new LockPatience(Duration.ofMillis(750), 30, Duration.ofMillis(500), Duration.ofSeconds(10));

    /** The wait after this attempt, counted from 1. */
    Duration pauseAfter(int attempt) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(attempt - 1, 20));
        return pause.compareTo(maxPause) < 0 ? pause : maxPause;
    }
}
