package dev.rollcall.page.check.edit;

import dev.rollcall.check.CheckView;
import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.check.state.RunPolicy;
import dev.rollcall.page.form.Amount;
import dev.rollcall.page.form.FormText;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person enters into the form of a check. Everything is text, so a form with a fault is shown again as entered.
 * A field that is missing is empty.
 *
 * @param kind {@code period} or {@code expression}
 * @param period a number and a unit: {@link Amount}
 * @param schedule a cron or OnCalendar expression, which may have several lines
 * @param maxDuration a number and a unit, like {@code period}; empty for none; if missing, a check keeps what it has
 * @param channels the chosen channels, with a null element for none of them; null if the form does not ask
 * @param parent the unique keys of the checks that it depends on; null if the form does not ask for them
 * @param find the filter of the checks that are offered as parents
 */
record CheckForm(
        @Nullable String name,
        @Nullable String tags,
        @Nullable String desc,
        @Nullable String kind,
        @Nullable String period,
        @Nullable String periodUnit,
        @Nullable String schedule,
        @Nullable String tz,
        @Nullable String grace,
        @Nullable String graceUnit,
        @Nullable String failureTolerance,
        @Nullable String recoveryTolerance,
        @Nullable String maxDuration,
        @Nullable String maxDurationUnit,
        @Nullable String minSeconds,
        @Nullable List<@Nullable UUID> channels,
        @Nullable List<String> parent,
        @Nullable String find) {

    static final String PERIOD = "period";
    static final String EXPRESSION = "expression";
    static final String CHANNELS = "channels";

    private static final String MINUTES = "minutes";

    /** A daily job in the reader's time zone. Its alerts go to all channels. */
    static CheckForm daily(String zone) {
        return new CheckForm(
                "",
                "",
                "",
                PERIOD,
                "1",
                "days",
                "15 5 * * *",
                zone,
                "1",
                "hours",
                "1",
                "1",
                "",
                MINUTES,
                "",
                null,
                List.of(),
                "");
    }

    /** The form of an existing check. */
    static CheckForm of(CheckView check, String zone) {
        RunPolicy runs = check.policy().runs();
        Amount period = Amount.of(check.schedule() instanceof Every every ? every.period() : Duration.ofDays(1));
        Amount grace = Amount.of(check.grace());
        @Nullable Duration longest = runs.limits().maxDuration();
        Amount maxDuration = longest == null ? new Amount("", MINUTES) : Amount.of(longest);
        @Nullable Duration shortest = runs.limits().minDuration();
        @Nullable
        ScheduleExpression written = check.schedule() instanceof ScheduleExpression expression ? expression : null;
        return new CheckForm(
                check.name(),
                String.join(" ", check.tagList()),
                check.labels().description(),
                written == null ? PERIOD : EXPRESSION,
                period.number(),
                period.unit(),
                written == null ? "15 5 * * *" : written.expression(),
                written == null ? zone : written.zoneName(),
                grace.number(),
                grace.unit(),
                Integer.toString(runs.tolerance().failures()),
                Integer.toString(runs.tolerance().successes()),
                maxDuration.number(),
                maxDuration.unit(),
                shortest == null ? "" : Long.toString(shortest.toSeconds()),
                check.channels(),
                check.links().parents().stream()
                        .map(CheckView.Parent::uniqueKey)
                        .toList(),
                "");
    }

    /** The same form with another grace time. */
    CheckForm withGrace(Duration other) {
        Amount amount = Amount.of(other);
        return new CheckForm(
                name,
                tags,
                desc,
                kind,
                period,
                periodUnit,
                schedule,
                tz,
                amount.number(),
                amount.unit(),
                failureTolerance,
                recoveryTolerance,
                maxDuration,
                maxDurationUnit,
                minSeconds,
                channels,
                parent,
                find);
    }

    /** Whether this channel is chosen. All are, if the form did not ask. */
    public boolean hasChannel(UUID id) {
        return channels == null || channels.contains(id);
    }

    public boolean expectsPeriod() {
        return !EXPRESSION.equals(kind);
    }

    /**
     * The unique keys of the checks that it depends on. The form always sends an empty one, so all of them can be
     * removed.
     */
    public List<String> parentKeys() {
        return parent == null
                ? List.of()
                : parent.stream().filter(key -> !key.isEmpty()).toList();
    }

    /** Whether the form asks which checks this one depends on. */
    boolean asksForParents() {
        return parent != null;
    }

    String finds() {
        return text(find);
    }

    /**
     * The fields by their names in the published API, without those that name other checks. An unreadable number
     * becomes an invalid number, so it is refused.
     */
    Map<String, Object> fields() {
        Map<String, Object> fields = new HashMap<>();
        fields.put("name", text(name).strip());
        fields.put("tags", text(tags).strip());
        fields.put("desc", text(desc));
        fields.put("grace", graceSeconds());
        fields.put("failure_tolerance", numberOr(failureTolerance, "1", Short.MAX_VALUE));
        fields.put("recovery_tolerance", numberOr(recoveryTolerance, "1", Short.MAX_VALUE));
        if (maxDuration != null) {
            fields.put("max_duration", maxDurationSeconds(maxDuration.strip()));
        }
        fields.put("min_duration", numberOr(minSeconds, "0", Long.MAX_VALUE));
        if (channels != null) {
            fields.put(
                    CHANNELS,
                    channels.stream()
                            .flatMap(Stream::ofNullable)
                            .map(UUID::toString)
                            .collect(Collectors.joining(",")));
        }
        if (expectsPeriod()) {
            fields.put("timeout", periodSeconds());
        } else {
            fields.put("schedule", expression());
            fields.put("tz", zone());
        }
        return fields;
    }

    /** Negative if it is not a number. */
    long periodSeconds() {
        return new Amount(text(period), text(periodUnit)).seconds();
    }

    /** Negative if it is not a number. */
    long graceSeconds() {
        return new Amount(text(grace), text(graceUnit)).seconds();
    }

    String expression() {
        return text(schedule).strip();
    }

    String zone() {
        return text(tz).strip();
    }

    private static String text(@Nullable String text) {
        return FormText.of(text);
    }

    /** 0, which stands for none, if it is empty; negative if it is not a number. */
    private long maxDurationSeconds(String number) {
        return number.isEmpty() ? 0 : new Amount(number, text(maxDurationUnit)).seconds();
    }

    private static long numberOr(@Nullable String text, String ifEmpty, long largest) {
        String written = text(text).strip();
        return Math.min(Amount.read(written.isEmpty() ? ifEmpty : written), largest);
    }
}
