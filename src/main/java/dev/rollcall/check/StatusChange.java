package dev.rollcall.check;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A check changed status. Published by this module in the transaction that changes it.
 *
 * @param requestId the request that changed it; null when it was silence
 */
public record StatusChange(
        CheckId checkId,
        CheckStatus from,
        CheckStatus to,
        Reason reason,
        Instant at,
        @Nullable String requestId) {

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
