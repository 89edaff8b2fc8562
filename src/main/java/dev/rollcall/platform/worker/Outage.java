package dev.rollcall.platform.worker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A time in which no web process could receive pings.
 *
 * @param beganAt when a web process could last receive
 * @param endedAt when one could receive again, or null while the outage lasts
 */
public record Outage(long id, Instant beganAt, @Nullable Instant endedAt, Reason reason) {

    private static final Logger log = LoggerFactory.getLogger(Outage.class);

    /** Why nothing could be received. */
    public enum Reason {
        /** All web processes were stopped in order. */
        STOPPED,
        /** The web processes ended without a word, or their machines did. */
        LOST,
        /** A web process was there all the time, but could not reach the database, or stood still. */
        STALLED
    }

    /** Logs that it began or ended. */
    void log() {
        boolean isOver = endedAt != null;
        (isOver ? log.atInfo() : log.atWarn())
                .addKeyValue("event", isOver ? "outage.ended" : "outage.began")
                .addKeyValue("outage_id", id)
                .addKeyValue("began_at", beganAt)
                .addKeyValue("ended_at", endedAt)
                .addKeyValue("reason", reason)
                .log(isOver ? "pings can be received again" : "no web process can receive pings");
    }
}
