package dev.rollcall.flip;

import java.time.Instant;
import java.util.List;

/** Sweeps as a worker does, for tests that do not wait for one. */
public final class Sweeper {

    /** What a worker looks at that has left out no check. */
    static final SweepStore.Choice EVERY_CHECK = new SweepStore.Choice(null, List.of());

    private Sweeper() {}

    /** Flips overdue checks, and returns how many it looked at, {@code limit} at most. */
    public static int sweep(Flips flips, Instant now, int limit) {
        return flips.flipOverdue(now, limit, EVERY_CHECK);
    }
}
