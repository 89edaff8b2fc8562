package dev.rollcall.mute;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Alerts of a check are muted. The check is still watched.
 *
 * @param until the earliest time at which this may end, or null if unknown. Other reasons may apply then
 * @param name what a person recognises the reason by: the name of the maintenance window, or of the check that is or
 *     was down. May be empty
 */
public record Mute(Reason reason, @Nullable Instant until, String name) {

    /** Why alerts are muted. */
    public enum Reason {
        /** A maintenance window. */
        MAINTENANCE,
        /** A person snoozed the check. */
        SNOOZE,
        /** A check that this one depends on is down, or recovered less than the grace time of this one ago. */
        PARENT
    }

    /** Of two mutes, the one that ends later. An unknown end is later than every other. */
    public Mute later(Mute other) {
        boolean endsBefore = until != null && (other.until == null || until.isBefore(other.until));
        return endsBefore ? other : this;
    }
}
