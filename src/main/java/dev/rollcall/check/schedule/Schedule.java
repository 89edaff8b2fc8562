package dev.rollcall.check.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a check is expected to be pinged. */
public sealed interface Schedule permits Every, ScheduleExpression {

    /** The first instant after {@code instant} at which a ping is expected, or null when there is none ever. */
    @Nullable
    Instant nextAfter(Instant instant);
}
