package dev.rollcall.mute.maintenance;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.check.schedule.Unreadable;
import dev.rollcall.platform.api.ApiTimestamp;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.time.TimeZones;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a request to create or change a maintenance window sets. A field that is null is not set.
 *
 * @param start the start of a window that opens once: a time with an offset, like {@code end}
 * @param schedule when a repeated window opens: a cron or OnCalendar expression
 * @param tz the time zone of {@code schedule}
 * @param duration of a repeated window, in seconds
 * @param checks ids of checks that it mutes
 * @param tags separated by white space; it mutes the checks that have one of them
 * @param allChecks whether it mutes every check of the project
 */
public record WindowRequest(
        @Nullable @Size(min = 1, max = 100, message = "must have {min} to {max} characters")
        String name,

        @Nullable @Size(max = ApiTimestamp.MAX_LENGTH, message = TOO_LONG)
        String start,

        @Nullable @Size(max = ApiTimestamp.MAX_LENGTH, message = TOO_LONG)
        String end,

        @Nullable @Size(max = ScheduleExpression.MAX_LENGTH, message = TOO_LONG)
        String schedule,

        @Nullable @Size(max = 36, message = TOO_LONG) String tz,

        @Nullable
        @Min(value = 1, message = "is too small; at least {value} second")
        @Max(value = MAX_SECONDS, message = "is too large; at most {value} seconds")
        Long duration,

        @Nullable @Size(max = 1_000, message = "has too many items; at most {max}")
        List<@Nullable String> checks,

        @Nullable @Size(max = 500, message = TOO_LONG) String tags,
        @JsonProperty("all_checks") @Nullable Boolean allChecks) {

    /** 365 days. */
    static final long MAX_SECONDS = 31_536_000;

    static final String UTC = "UTC";

    private static final String TOO_LONG = "is too long; at most {max} characters";

    /** Whether the window opens once from now on. */
    boolean isOnce() {
        return start != null || end != null;
    }

    /** Whether the window is repeated from now on. */
    boolean isRepeated() {
        return schedule != null || tz != null || duration != null;
    }

    /** Whether the request says which checks the window mutes. */
    boolean hasScope() {
        return checks != null || tags != null || allChecks != null;
    }

    /** The fields that cannot be read, and those that exclude each other. */
    Map<String, String> faults() {
        Map<String, String> faults = new TreeMap<>();
        time("start", start, faults);
        time("end", end, faults);
        if (tz != null && TimeZones.find(tz).isEmpty()) {
            faults.put("tz", cured("is not a valid timezone", "use a name such as Europe/Riga"));
        }
        if (schedule != null && ScheduleExpression.kept(schedule, UTC) instanceof Unreadable unreadable) {
            faults.put("schedule", cured(unreadable.fault().problem(), "use one such as 0 5 * * * or Mon..Fri 05:00"));
        }
        if (isOnce() && isRepeated()) {
            faults.put(
                    start == null ? "end" : "start",
                    cured("must not be set together with schedule, tz or duration", "make two windows"));
        }
        if (Boolean.TRUE.equals(allChecks) && (tags != null || checks != null)) {
            faults.put("all_checks", cured("must not be set together with checks or tags", "it has all of them"));
        }
        return faults;
    }

    private static void time(String field, @Nullable String text, Map<String, String> faults) {
        if (text != null && ApiTimestamp.parse(text).isEmpty()) {
            faults.put(field, cured("is not a time", "use one such as 2026-03-01T12:00:00Z"));
        }
    }

    private static String cured(String fault, String cure) {
        return InvalidRequestException.withCure(fault, cure);
    }
}
