package dev.rollcall.project.api;

import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditFilter;
import dev.rollcall.platform.problem.InvalidRequestException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request for the audit log, which say which entries are wanted.
 *
 * @param action an action such as {@code check.deleted}, or what it is about, such as {@code check}; null for all
 * @param start a UNIX timestamp in seconds; entries before it are left out; null for no limit
 * @param end a UNIX timestamp in seconds; entries from then on are left out; null for no limit
 */
record AuditParameters(
        @Nullable String action,
        @Nullable String start,
        @Nullable String end) {

    /** In the year 2286, as for flips. A time in milliseconds is above it. */
    private static final long MAX_TIMESTAMP = 10_000_000_000L;

    /** @throws InvalidRequestException that names every invalid parameter */
    AuditFilter filter() {
        Map<String, String> faults = new TreeMap<>();
        List<AuditAction> actions = action == null ? List.of() : AuditAction.named(action);
        if (action != null && actions.isEmpty()) {
            faults.put("action", "must be an action, or one of " + String.join(", ", AuditAction.things()));
        }
        AuditFilter filter = AuditFilter.ALL.withActions(actions);
        filter = limited(filter, "start", start, filter::from, faults);
        filter = limited(filter, "end", end, filter::until, faults);
        if (!faults.isEmpty()) {
            throw InvalidRequestException.parameters(faults);
        }
        return filter;
    }

    /** The same parameters for the address of the next page. Their values were found to be valid. */
    String asQuery() {
        return parameter("action", action) + parameter("start", start) + parameter("end", end);
    }

    private static AuditFilter limited(
            AuditFilter filter,
            String name,
            @Nullable String text,
            Function<Instant, AuditFilter> limit,
            Map<String, String> faults) {
        if (text == null) {
            return filter;
        }
        if (!text.matches("[0-9]{1,11}") || Long.parseLong(text) > MAX_TIMESTAMP) {
            faults.put(name, "must be a UNIX timestamp in seconds");
            return filter;
        }
        return limit.apply(Instant.ofEpochSecond(Long.parseLong(text)));
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + value;
    }
}
