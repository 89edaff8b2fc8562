package dev.rollcall.check;

import java.time.Instant;

/** A check changed status. Published by this module in the transaction that changes it. */
public record StatusChange(CheckId checkId, CheckStatus from, CheckStatus to, Reason reason, Instant at) {

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
