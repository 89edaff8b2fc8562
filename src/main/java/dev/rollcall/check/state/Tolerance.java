package dev.rollcall.check.state;

/**
 * How many signals in a row change the status.
 *
 * @param failures how many failed or missed runs in a row bring a check down
 * @param successes how many successes in a row bring a check that is down up again
 */
public record Tolerance(int failures, int successes) {

    /** The first signal changes the status. */
    public static final Tolerance NONE = new Tolerance(1, 1);
}
