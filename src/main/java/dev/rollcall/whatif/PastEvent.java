package dev.rollcall.whatif;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that happened to a check, whatever its settings were. */
sealed interface PastEvent {

    /** When it happened. */
    Instant at();

    /**
     * A stored ping.
     *
     * @param kind what it signalled, after the filters of the check
     * @param took how long the run that it ended took; null if it was not measured
     */
    record Pinged(
            long n,
            Kind kind,
            Instant at,
            @Nullable UUID runId,
            @Nullable Duration took,
            @Nullable String host) implements PastEvent {

        /** The kinds of pings, by the names that are stored. */
        enum Kind {
            SUCCESS,
            START,
            FAIL,
            LOG,
            IGNORED
        }
    }

    /** A person paused the check, or resumed it. */
    record ChangedByUser(Instant at, boolean isPaused) implements PastEvent {}

    /** Rollcall itself was away until {@code at}. */
    record Away(Instant began, Instant at) implements PastEvent {}
}
