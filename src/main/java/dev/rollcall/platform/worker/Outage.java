package dev.rollcall.platform.worker;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which no web process could receive pings.
 *
 * @param beganAt when a web process could last receive
 * @param endedAt when one could receive again, or null while the outage lasts
 */
public record Outage(long id, Instant beganAt, @Nullable Instant endedAt, Reason reason) {

    /** How long it lasted; null if it has not ended. */
    public @Nullable Duration length() {
        return endedAt == null ? null : Duration.between(beganAt, endedAt);
    }

    /** Why nothing could be received. */
    public enum Reason {
        /** All web processes were stopped normally. */
        STOPPED,
        /** The web processes or their machines ended without notice. */
        LOST,
        /** A web process was running all the time, but could not reach the database, or was frozen. */
        STALLED,
        /** The web processes worked, but nothing from outside reached them. */
        CUT;

        /** As stored: a cut is a separate column, because an earlier release does not know it as a reason. */
        public static Reason of(String reason, boolean isCut) {
            return isCut ? CUT : valueOf(reason);
        }
    }
}
