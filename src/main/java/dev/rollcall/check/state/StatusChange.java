package dev.rollcall.check.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A check changed status. Published by this module in the transaction that changes it.
 *
 * @param requestId the request that changed it; null when it was silence
 * @param pingNumber the number of the ping that changed it, counted from 1; null when it was none
 */
public record StatusChange(
        CheckId checkId,
        CheckStatus from,
        CheckStatus to,
        Reason reason,
        Instant at,
        @Nullable String requestId,
        @Nullable Long pingNumber) {

    /** A change that no ping made. */
    public StatusChange(
            CheckId checkId, CheckStatus from, CheckStatus to, Reason reason, Instant at, @Nullable String requestId) {
        this(checkId, from, to, reason, at, requestId, null);
    }

    /** A change that no request made. */
    public StatusChange(CheckId checkId, CheckStatus from, CheckStatus to, Reason reason, Instant at) {
        this(checkId, from, to, reason, at, null);
    }

    /** What made the status change. */
    public enum Reason {
        /** A success signal arrived. */
        PING,
        /** A failure signal arrived. */
        FAIL,
        /** Nothing arrived in time. */
        TIMEOUT,
        /** Somebody paused or resumed the check. */
        USER
    }
}
