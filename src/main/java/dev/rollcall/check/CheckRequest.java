package dev.rollcall.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.check.dependency.Dependencies;
import dev.rollcall.check.lookup.UniqueFields;
import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.check.schedule.Unreadable;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.time.TimeZones;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a request to create or change a check sets, by the names of the published API. A field that is null
 * is not set. {@link CheckRequests} creates one from values by name.
 *
 * @param timeout the period in seconds
 * @param grace in seconds
 * @param schedule a cron or OnCalendar expression; wins over {@code timeout}
 * @param tz the time zone of {@code schedule}
 * @param subject the older name of {@code successKw}; also switches {@code filterSubject}
 * @param subjectFail the older name of {@code failureKw}, likewise
 * @param startGrace in seconds, 0 for none; so are {@code maxDuration}, {@code minDuration} and {@code expectedPeriod}.
 *     All fields from this one to {@code dependsOn} are extensions of ours
 * @param dependsOn ids of other checks of the project
 * @param channels {@code *}, or ids and names separated by commas; room for 5,000 ids
 * @param unique the fields by which to look for a check to change, before a new one is created
 */
public record CheckRequest(
        @Nullable @Size(max = 100, message = TOO_LONG) String name,

        @Nullable
        @Size(max = MAX_SLUG_LENGTH, message = TOO_LONG)
        @Pattern(regexp = "[a-z0-9_-]*", message = "does not match pattern; use a to z, 0 to 9, - and _")
        String slug,

        @Nullable @Size(max = MAX_TAGS_LENGTH, message = TOO_LONG)
        String tags,

        @Nullable @Size(max = 10_000, message = TOO_LONG) String desc,

        @Nullable @Min(value = 1, message = TOO_SMALL) @Max(value = MAX_SECONDS, message = TOO_LARGE)
        Long timeout,

        @Nullable @Min(value = 1, message = TOO_SMALL) @Max(value = MAX_SECONDS, message = TOO_LARGE)
        Long grace,

        @Nullable @Size(max = ScheduleExpression.MAX_LENGTH, message = TOO_LONG)
        String schedule,

        @Nullable @Size(max = 36, message = TOO_LONG) String tz,
        @JsonProperty("manual_resume") @Nullable Boolean manualResume,

        @Nullable @Pattern(regexp = "|POST", message = "has unexpected value; use POST or an empty text")
        String methods,

        @JsonProperty("start_kw") @Nullable @Size(max = 200, message = TOO_LONG)
        String startKw,

        @JsonProperty("success_kw") @Nullable @Size(max = 200, message = TOO_LONG)
        String successKw,

        @JsonProperty("failure_kw") @Nullable @Size(max = 200, message = TOO_LONG)
        String failureKw,

        @JsonProperty("filter_subject") @Nullable Boolean filterSubject,
        @JsonProperty("filter_body") @Nullable Boolean filterBody,
        @JsonProperty("filter_http_body") @Nullable Boolean filterHttpBody,
        @JsonProperty("filter_default_fail") @Nullable Boolean filterDefaultFail,

        @Nullable @Size(max = 200, message = TOO_LONG) String subject,

        @JsonProperty("subject_fail") @Nullable @Size(max = 200, message = TOO_LONG)
        String subjectFail,

        @JsonProperty("start_grace")
        @Nullable
        @Min(value = 0, message = BELOW_ZERO)
        @Max(value = MAX_SECONDS, message = TOO_LARGE)
        Long startGrace,

        @JsonProperty("max_duration")
        @Nullable
        @Min(value = 0, message = BELOW_ZERO)
        @Max(value = MAX_SECONDS, message = TOO_LARGE)
        Long maxDuration,

        @JsonProperty("min_duration")
        @Nullable
        @Min(value = 0, message = BELOW_ZERO)
        @Max(value = MAX_SECONDS, message = TOO_LARGE)
        Long minDuration,

        @JsonProperty("failure_tolerance")
        @Nullable
        @Min(value = 1, message = TOO_FEW)
        @Max(value = MAX_TOLERANCE, message = TOO_MANY)
        Short failureTolerance,

        @JsonProperty("recovery_tolerance")
        @Nullable
        @Min(value = 1, message = TOO_FEW)
        @Max(value = MAX_TOLERANCE, message = TOO_MANY)
        Short recoveryTolerance,

        @JsonProperty("expected_pings")
        @Nullable
        @Min(value = 0, message = BELOW_ZERO)
        @Max(value = MAX_EXPECTED_PINGS, message = TOO_MANY)
        Integer expectedPings,

        @JsonProperty("expected_hosts")
        @Nullable
        @Min(value = 0, message = BELOW_ZERO)
        @Max(value = MAX_EXPECTED_HOSTS, message = TOO_MANY)
        Integer expectedHosts,

        @JsonProperty("expected_period")
        @Nullable
        @Min(value = 0, message = BELOW_ZERO)
        @Max(value = MAX_SECONDS, message = TOO_LARGE)
        Long expectedPeriod,

        @JsonProperty("notify_late") @Nullable Boolean notifyLate,

        @JsonProperty("depends_on")
        @Nullable
        @Size(max = Dependencies.MAX_PARENTS, message = "has too many items; at most {max}")
        List<@Nullable String> dependsOn,

        @Nullable @Size(max = 200_000, message = TOO_LONG) String channels,

        @Nullable @Size(max = 100, message = "has too many items; at most {max}")
        List<@Nullable String> unique) {

    /** 365 days, the longest period and grace time of the published API. */
    static final long MAX_SECONDS = 31_536_000;

    /** The maximum number of failures or successes in a row that a check may wait for. */
    static final int MAX_TOLERANCE = 100;

    /** The maximum number of pings that a check may expect in a period. */
    static final int MAX_EXPECTED_PINGS = 100_000;

    /** The maximum number of hosts that a check may expect in a period. */
    static final int MAX_EXPECTED_HOSTS = 100;

    /** The maximum number of characters of a slug. */
    static final int MAX_SLUG_LENGTH = 100;

    /** The maximum number of characters of all tags together, and so of each tag. */
    static final int MAX_TAGS_LENGTH = 500;

    static final String SCHEDULE = "schedule";
    static final String TZ = "tz";
    static final String NO_FUTURE_RUN = "has no future run";

    private static final Set<String> UNIQUE_FIELDS = Set.of("name", "slug", "tags", "timeout", "grace");
    private static final String TOO_LONG = "is too long; at most {max} characters";
    private static final String TOO_SMALL = "is too small; at least MIN_PERIOD of this deploy, by default 60 seconds";
    private static final String TOO_LARGE = "is too large; at most {value} seconds";
    private static final String BELOW_ZERO = "is too small; at least 0, which stands for none";
    private static final String TOO_FEW = "is too small; at least {value}";
    private static final String TOO_MANY = "is too large; at most {value}";
    private static final String UTC = "UTC";
    private static final Schedule DAILY = new Every(Duration.ofDays(1));
    private static final Duration HOUR = Duration.ofHours(1);

    /** The faults that depend on this deploy's settings or need a parser, by field. */
    Map<String, String> faults(Duration minPeriod) {
        Map<String, String> faults = new TreeMap<>();
        if (timeout != null && timeout < minPeriod.toSeconds()) {
            faults.put("timeout", tooSmall(minPeriod));
        }
        if (grace != null && grace < minPeriod.toSeconds()) {
            faults.put("grace", tooSmall(minPeriod));
        }
        if (expectedPeriod != null && expectedPeriod != 0 && expectedPeriod < minPeriod.toSeconds()) {
            faults.put("expected_period", tooSmall(minPeriod));
        }
        if (tz != null && TimeZones.find(tz).isEmpty()) {
            faults.put(TZ, cured(Unreadable.Fault.ZONE));
        }
        if (schedule != null && ScheduleExpression.kept(schedule, UTC) instanceof Unreadable unreadable) {
            faults.put(unreadable.fault().field(), cured(unreadable.fault()));
        }
        return faults;
    }

    /**
     * What is wrong with the new schedule, if this request changes the schedule: it cannot be read, or has no run after
     * {@code now}. A schedule that stays as it was is not refused.
     *
     * @param current the schedule before this request; null for a new check
     */
    Map<String, String> scheduleFaults(@Nullable Schedule current, Instant now) {
        Schedule next = scheduleAfter(current);
        if (next.equals(current)) {
            return Map.of();
        }
        if (next instanceof Unreadable unreadable) {
            return Map.of(unreadable.fault().field(), cured(unreadable.fault()));
        }
        return next.nextAfter(now) == null
                ? Map.of(
                        SCHEDULE,
                        InvalidRequestException.withCure(NO_FUTURE_RUN, "the dates it names never come, or are over"))
                : Map.of();
    }

    /** The schedule after this request; {@code current} is null for a new check. */
    Schedule scheduleAfter(@Nullable Schedule current) {
        if (schedule != null) {
            String kept = current instanceof ScheduleExpression written ? written.zoneName() : UTC;
            return ScheduleExpression.kept(schedule, tz == null ? kept : tz);
        }
        if (timeout != null) {
            return new Every(Duration.ofSeconds(timeout));
        }
        if (tz != null && current instanceof ScheduleExpression written) {
            return ScheduleExpression.kept(written.expression(), tz);
        }
        return current == null ? DAILY : current;
    }

    /** The grace time after this request; {@code current} is null for a new check. */
    Duration graceAfter(@Nullable Duration current) {
        if (grace != null) {
            return Duration.ofSeconds(grace);
        }
        return current == null ? HOUR : current;
    }

    /**
     * The values that {@code unique} refers to. Empty when it is missing or refers to a field that the request does not
     * set: then no check matches, and a new one is created.
     *
     * @throws InvalidRequestException when it contains anything but the names of the five fields
     */
    Optional<UniqueFields> uniqueFields() {
        List<@Nullable String> wanted = unique == null ? List.of() : unique;
        if (!wanted.stream().allMatch(name -> name != null && UNIQUE_FIELDS.contains(name))) {
            throw InvalidRequestException.item(
                    "unique",
                    InvalidRequestException.withCure(
                            "has unexpected value", "use name, slug, tags, timeout and grace"));
        }
        boolean refersToNothing = (wanted.contains("name") && name() == null)
                || (wanted.contains("slug") && slug() == null)
                || (wanted.contains("tags") && tags() == null)
                || (wanted.contains("timeout") && timeout() == null)
                || (wanted.contains("grace") && grace() == null);
        if (wanted.isEmpty() || refersToNothing) {
            return Optional.empty();
        }
        return Optional.of(new UniqueFields(
                wanted.contains("name") ? name() : null,
                wanted.contains("slug") ? slug() : null,
                wanted.contains("tags") && tags() != null ? tags().strip() : null,
                wanted.contains("timeout") ? timeout() : null,
                wanted.contains("grace") ? grace() : null));
    }

    private static String tooSmall(Duration minPeriod) {
        return InvalidRequestException.withCure("is too small", "at least " + minPeriod.toSeconds() + " seconds");
    }

    private static String cured(Unreadable.Fault fault) {
        return InvalidRequestException.withCure(
                fault.problem(),
                switch (fault) {
                    case ZONE -> "use a name such as Europe/Riga";
                    case EXPRESSION -> "use one such as 0 5 * * * or Mon..Fri 05:00";
                });
    }
}
