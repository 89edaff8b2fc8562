package dev.rollcall.check.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An expression that is stored and that this release cannot read. It expects nothing and is shown as it is. Other
 * checks are not affected, and the check itself can be changed and deleted.
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

        /** The field of the published API that is at fault. */
        public String field() {
            return field;
        }

        /** What is wrong with the field, as the published API words it. */
        public String problem() {
            return problem;
        }
    }

    @Override
    public @Nullable Instant nextAfter(Instant instant) {
        return null;
    }
}
