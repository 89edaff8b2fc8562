package dev.rollcall.platform.thread;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Shows whether repeated work makes progress. It is stalled when one turn takes too long. The time is counted in checks
 * of the watch, not by a clock, so a process that was suspended as a whole does not count as stalled.
 */
public final class LoopProgress {

    private final String name;
    private final long maxLooks;
    private final AtomicLong count = new AtomicLong();
    private volatile boolean underWay;
    private volatile long looks;
    private long seen;

    /** Progress of work in which one turn may take {@code maxTurn}. */
    LoopProgress(String name, Duration maxTurn) {
        this.name = name;
        this.maxLooks = Math.max(1, maxTurn.dividedBy(VitalThreads.LOOK_INTERVAL));
    }

    /** Records progress: something was done, or was tried and failed. */
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

    /** The turn ends. Nothing can stall until the next begins. */
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
