package dev.rollcall.check.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An expression that this release cannot read. A request with one is refused. A stored one expects no pings and is
 * shown as stored; its check can be changed and deleted, and other checks are not affected.
 */
public record Unreadable(String expression, String zoneName, Fault fault) implements ScheduleExpression {

    /** Why it cannot be read. */
    public enum Fault {
        ZONE("tz", "is not a valid timezone"),
        EXPRESSION("schedule", "is not a valid cron or OnCalendar expression");

        private final String field;
        private final String problem;

        Fault(String field, String problem) {
            this.field = field;
            this.problem = problem;
        }

        /** The name of the invalid field in the published API. */
        public String field() {
            return field;
        }

        /** What is wrong with the field, in the words of the published API. */
        public String problem() {
            return problem;
        }
    }

    @Override
    public @Nullable Instant nextAfter(Instant instant) {
        return null;
    }
}
