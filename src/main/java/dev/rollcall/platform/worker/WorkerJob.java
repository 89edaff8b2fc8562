package dev.rollcall.platform.worker;

import java.time.Duration;

/**
 * Work that every worker repeats. Scheduling, stopping and surviving exceptions and errors belong to {@link WorkerLoop}; a job
 * only does its work, safely beside the same job in other workers.
 */
public interface WorkerJob {

    /** Names the job in log events, {@code flip-overdue-checks}. */
    String name();

    /** The pause between a run that found nothing more to do and the next. */
    Duration interval();

    /** Does one bounded batch. Returns how much it did; above zero it is called again at once. */
    int runOnce();
}
