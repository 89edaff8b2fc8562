package dev.rollcall.check.schedule;

import java.time.Duration;
import java.time.Instant;

/** Expected once a period, counted from the last ping; {@code timeout} in the published API. */
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
