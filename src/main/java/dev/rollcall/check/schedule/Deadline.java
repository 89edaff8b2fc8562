package dev.rollcall.check.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Adds and subtracts durations without overflow. A stored duration may be longer than the range of dates. */
public final class Deadline {

    /** The last second whose year has four digits. Postgres and every reader of the API can represent it. */
    public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Deadline() {}

    /** Returns {@code start} plus {@code duration}, but no later than {@link #LATEST}. */
    public static Instant after(Instant start, Duration duration) {
        try {
            Instant end = start.plus(duration);
            return end.isAfter(LATEST) ? LATEST : end;
        } catch (ArithmeticException | DateTimeException e) {
            return LATEST;
        }
    }

    /** Returns {@code end} minus {@code duration}, but no earlier than 1970. */
    public static Instant before(Instant end, Duration duration) {
        try {
            Instant start = end.minus(duration);
            return start.isBefore(Instant.EPOCH) ? Instant.EPOCH : start;
        } catch (ArithmeticException | DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
