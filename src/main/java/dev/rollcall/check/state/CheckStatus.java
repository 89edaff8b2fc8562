package dev.rollcall.check.state;

/**
 * Where a check stands, as stored. What the published API adds to these ({@code grace}, {@code started}) follows from
 * the clock and is never stored.
 */
public enum CheckStatus {
    /** Never pinged, or resumed by hand. */
    NEW,
    UP,
    DOWN,
    /** Not watched until it is pinged or resumed. */
    PAUSED
}
