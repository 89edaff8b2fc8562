package dev.rollcall.platform.worker;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Work that waits for workers. The page of the system shows each bean of this type. */
public interface Backlog {

    /** With healthy workers, due work never waits this long. */
    Duration MAX_LAG = Duration.ofMinutes(1);

    /** What waits, as the last part of the key of its text. */
    String subject();

    /** How much waits now. */
    Waiting waiting();

    /**
     * Work that is due.
     *
     * @param since when the oldest of it became due; null if nothing is due
     */
    record Waiting(long count, @Nullable Instant since) {}
}
