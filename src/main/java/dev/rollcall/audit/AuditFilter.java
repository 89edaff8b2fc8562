package dev.rollcall.audit;

import java.time.Instant;
import java.util.List;

/**
 * Which entries are wanted.
 *
 * @param actions empty for all
 * @param from the first instant that is included
 * @param until the first instant after {@code from} that is not included
 */
public record AuditFilter(List<AuditAction> actions, Instant from, Instant until) {

    private static final Instant FAR_FUTURE = Instant.parse("9999-12-31T00:00:00Z");

    /** Everything. */
    public static final AuditFilter ALL = new AuditFilter(List.of(), Instant.EPOCH, FAR_FUTURE);

    public AuditFilter withActions(List<AuditAction> wanted) {
        return new AuditFilter(wanted, from, until);
    }

    public AuditFilter from(Instant instant) {
        return new AuditFilter(actions, instant, until);
    }

    public AuditFilter until(Instant instant) {
        return new AuditFilter(actions, from, instant);
    }
}
