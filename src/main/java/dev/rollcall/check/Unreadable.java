package dev.rollcall.check;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An expression that is stored and that this release cannot read. It expects nothing and is shown as it is. Other
 * checks are not affected, and the check itself can be changed and deleted.
 */
record Unreadable(String expression, String zoneName, Fault fault) implements Expression {

    /** Why it cannot be read. */
    enum Fault {
        ZONE(CheckFields.TZ, CheckFields.INVALID_ZONE),
        EXPRESSION(CheckFields.SCHEDULE, CheckFields.INVALID_EXPRESSION);

        private final String field;
        private final String problem;

        Fault(String field, String problem) {
            this.field = field;
            this.problem = problem;
        }

        /** The field of the published API that is at fault. */
        String field() {
            return field;
        }

        /** What is wrong with the field, as the published API words it. */
        String problem() {
            return problem;
        }
    }

    @Override
    public @Nullable Instant nextAfter(Instant instant) {
        return null;
    }
}
