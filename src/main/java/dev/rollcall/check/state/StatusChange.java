package dev.rollcall.check.state;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A check changed its status, or is late ({@link Reason#LATE}). This module publishes only changes by a user ({@link
 * Reason#USER}), in their transaction. The modules that receive pings and notice silence record theirs as flips.
 *
 * @param at when the status changed: the time of the ping, of the user's request, or of the deadline
 * @param requestId the id of the request that changed the status; null if silence did
 * @param pingNumber the number of the ping that changed the status, counted from 1; null if no ping did
 * @param traceparent its place in a trace; null outside a trace
 */
public record StatusChange(
        CheckId checkId,
        CheckStatus from,
        CheckStatus to,
        Reason reason,
        Instant at,
        @Nullable String requestId,
        @Nullable Long pingNumber,
        @Nullable String traceparent) {

    /** A change without a ping. */
    public StatusChange(
            CheckId checkId, CheckStatus from, CheckStatus to, Reason reason, Instant at, @Nullable String requestId) {
        this(checkId, from, to, reason, at, requestId, null, null);
    }

    /** A change without a request. */
    public StatusChange(CheckId checkId, CheckStatus from, CheckStatus to, Reason reason, Instant at) {
        this(checkId, from, to, reason, at, null);
    }

    /** The same change at this place in a trace. */
    public StatusChange tracedAt(@Nullable String place) {
        return new StatusChange(checkId, from, to, reason, at, requestId, pingNumber, place);
    }

    /** Why the status changed. */
    public enum Reason {
        /** A success signal arrived. */
        PING,
        /** A failure signal arrived. */
        FAIL,
        /** No signal arrived in time. */
        TIMEOUT,
        /** A user paused or resumed the check. */
        USER,
        /** No start signal arrived in time. */
        NOT_STARTED,
        /** A run took longer than it may. */
        TOO_LONG,
        /** A run succeeded in less time than it needs. */
        TOO_SHORT,
        /** Fewer pings than expected arrived in a period. */
        TOO_FEW,
        /** No signal arrived at the expected time, and the grace time begins. The status stays up. */
        LATE;

        /** The reason as the API and alerts name it: {@code too-long}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
