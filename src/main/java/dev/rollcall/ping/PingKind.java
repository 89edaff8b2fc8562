package dev.rollcall.ping;

/** What a signal says about its job. */
public enum PingKind {
    SUCCESS,
    START,
    FAIL,
    LOG,
    /**
     * Logged without effect: the method or the body does not match the settings of the check, or the check is paused
     * and must be resumed by hand.
     */
    IGNORED
}
