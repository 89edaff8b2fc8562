package dev.rollcall.page.channel.log;

import dev.rollcall.channel.ChannelHealth;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What happens next to a delivery that waits.
 *
 * @param why why it waits
 * @param heldBackBy the last part of the key of the reason, if it is held back
 * @param next when a worker looks at it again; null while it is being sent
 * @param givenUpAt when it is given up if no attempt succeeds; null if nothing limits it yet
 */
record RetryPlan(
        Why why,
        @Nullable String heldBackBy,
        @Nullable Instant next,
        @Nullable Instant givenUpAt) {

    /** Why a delivery waits. */
    enum Why {
        /** A worker is sending it. */
        BEING_SENT,
        /** On purpose: for a maintenance window, for example. */
        HELD_BACK,
        /** The channel has failed several times in a row, so one delivery tries for all. */
        PAUSED,
        /** An attempt has failed. */
        RETRIED,
        /** No worker had time yet. */
        DUE;

        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * The plan of a delivery.
     *
     * @param waitsSince since when it could have been sent: since it was stored, or since it was last released from a
     * hold
     * @param heldUntil until when a worker holds it, or null
     * @param pausedUntil until when its channel is paused, or null
     */
    static RetryPlan of(
            int attempts,
            Instant waitsSince,
            Instant dueAt,
            @Nullable Instant heldUntil,
            @Nullable String heldBackBy,
            @Nullable Instant pausedUntil,
            Instant now) {
        if (heldUntil != null && heldUntil.isAfter(now)) {
            return new RetryPlan(Why.BEING_SENT, null, null, null);
        }
        if (heldBackBy != null) {
            return new RetryPlan(Why.HELD_BACK, heldBackBy.toLowerCase(Locale.ROOT), dueAt, null);
        }
        Instant givenUpAt = waitsSince.plus(ChannelHealth.GIVEN_UP_AFTER);
        if (pausedUntil != null && pausedUntil.isAfter(dueAt)) {
            return new RetryPlan(Why.PAUSED, null, pausedUntil, givenUpAt);
        }
        return new RetryPlan(attempts > 0 ? Why.RETRIED : Why.DUE, null, dueAt, attempts > 0 ? givenUpAt : null);
    }
}
