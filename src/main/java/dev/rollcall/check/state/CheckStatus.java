package dev.rollcall.check.state;

/**
 * The stored status of a check. The published API adds {@code grace} and {@code started}, which follow from the clock
 * and are never stored.
 */
public enum CheckStatus {
    /** Never pinged, or resumed by hand. */
    NEW,
    UP,
    DOWN,
    /** Not watched until it is pinged or resumed. */
    PAUSED
}
