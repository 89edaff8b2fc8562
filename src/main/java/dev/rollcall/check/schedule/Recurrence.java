package dev.rollcall.check.schedule;

import dev.rollcall.platform.time.Zone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times that an expression describes, in any time zone. */
sealed interface Recurrence permits CrontabExpression, CalendarExpression {

    /** The expression as written. */
    String text();

    /** The next time after this instant, or null if there is none. */
    @Nullable
    Instant nextAfter(Instant instant, Zone zone);
}
