package dev.rollcall.platform.thread;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells whether work that repeats goes on. It is stalled when one turn takes too long. That is counted in looks of the
 * watch and not by a clock, so that a process that stood still as a whole, and goes on, has not stalled.
 */
public final class LoopProgress {

    private final String name;
    private final long maxLooks;
    private final AtomicLong count = new AtomicLong();
    private volatile boolean underWay;
    private volatile long looks;
    private long seen;

    /** @param maxTurn how long one turn may take */
    LoopProgress(String name, Duration maxTurn) {
        this.name = name;
        this.maxLooks = Math.max(1, maxTurn.dividedBy(VitalThreads.LOOK));
    }

    /** Something was done, or was tried and failed: the next look finds it. */
    public void turned() {
        count.incrementAndGet();
    }

    String name() {
        return name;
    }

    /** A turn begins. */
    void begin() {
        turned();
        underWay = true;
    }

    /** The turn is over; until the next begins nothing can stall. */
    void end() {
        underWay = false;
    }

    /** Called by the watch at its interval. */
    void look() {
        long now = count.get();
        looks = underWay && now == seen ? looks + 1 : 0;
        seen = now;
    }

    boolean isStalled() {
        return looks >= maxLooks;
    }
}
