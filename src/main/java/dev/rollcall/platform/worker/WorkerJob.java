package dev.rollcall.platform.worker;

import java.time.Duration;

/**
 * Work that every worker repeats. {@link WorkerLoop} schedules and stops it, and survives its exceptions and errors. A
 * job only does its work, and must be safe while the same job runs in other workers.
 */
public interface WorkerJob {

    /** The job's name in log events and metrics: a verb phrase with hyphens. */
    String name();

    /** The pause after a run that found no more work. */
    Duration interval();

    /** Does one bounded batch and returns how much it did. If that is not zero, it is called again immediately. */
    int runOnce();
}
