package dev.rollcall.ping;

/** What a signal says about its job. */
public enum PingKind {
    SUCCESS,
    START,
    FAIL,
    LOG,
    /** Kept in the log and without effect: the check takes other methods only, or is paused until resumed by hand. */
    IGNORED
}
