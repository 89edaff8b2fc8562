package dev.rollcall.check.schedule;

import java.time.Duration;
import java.time.Instant;

/** Expects one ping a period, counted from the last ping. The published API calls the period {@code timeout}. */
public record Every(Duration period) implements Schedule {

    public Every {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("period must be positive");
        }
    }

    @Override
    public Instant nextAfter(Instant instant) {
        return Deadline.after(instant, period);
    }
}
