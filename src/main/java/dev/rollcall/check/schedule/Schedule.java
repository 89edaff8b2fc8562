package dev.rollcall.check.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When pings of a check are expected. */
public sealed interface Schedule permits Every, ScheduleExpression {

    /** The first time after {@code instant} at which a ping is expected, or null if no further one is expected. */
    @Nullable
    Instant nextAfter(Instant instant);
}
