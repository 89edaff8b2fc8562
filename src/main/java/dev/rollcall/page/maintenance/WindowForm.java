package dev.rollcall.page.maintenance;

import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.Tags;
import dev.rollcall.mute.Openings;
import dev.rollcall.mute.maintenance.WindowRequest;
import dev.rollcall.mute.maintenance.WindowView;
import dev.rollcall.page.form.Amount;
import dev.rollcall.page.form.FormText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person enters into the form of a maintenance window. A missing field is empty.
 *
 * @param kind {@code once} or {@code repeated}
 * @param start in the reader's time zone, like {@code end}: {@code 2026-03-01T22:00}
 * @param duration a number and a unit: {@link Amount}
 * @param scope {@code all} or {@code some}
 * @param check the unique keys of checks
 * @param find the filter of the offered checks
 * @param again set if the form was sent only to filter them
 */
record WindowForm(
        @Nullable String name,
        @Nullable String kind,
        @Nullable String start,
        @Nullable String end,
        @Nullable String schedule,
        @Nullable String tz,
        @Nullable String duration,
        @Nullable String durationUnit,
        @Nullable String scope,
        @Nullable String tags,
        @Nullable List<String> check,
        @Nullable String find,
        @Nullable String again) {

    static final String ONCE = "once";
    static final String REPEATED = "repeated";
    private static final String ALL = "all";
    private static final String SOME = "some";
    private static final String NIGHTLY = "0 2 * * *";

    /** A window of an hour that starts at the next full hour, for the checks with these unique keys. */
    static WindowForm next(Instant now, ZoneId zone, List<String> keys) {
        LocalDateTime start =
                LocalDateTime.ofInstant(now, zone).truncatedTo(ChronoUnit.HOURS).plusHours(1);
        return new WindowForm(
                "",
                ONCE,
                start.toString(),
                start.plusHours(1).toString(),
                NIGHTLY,
                zone.getId(),
                "1",
                "hours",
                SOME,
                "",
                keys,
                "",
                null);
    }

    /** The form of an existing window. */
    static WindowForm of(WindowView window, Instant now, ZoneId zone) {
        WindowForm empty = next(now, zone, List.of());
        @Nullable Openings openings = window.openings();
        Amount duration = Amount.of(openings == null ? Duration.ofHours(1) : openings.duration());
        return new WindowForm(
                window.name(),
                openings == null ? ONCE : REPEATED,
                window.start() == null
                        ? empty.start
                        : onClock(window.start(), zone).toString(),
                window.end() == null ? empty.end : onClock(window.end(), zone).toString(),
                openings == null ? NIGHTLY : openings.starts().expression(),
                openings == null ? zone.getId() : openings.starts().zoneName(),
                duration.number(),
                duration.unit(),
                window.allChecks() ? ALL : SOME,
                String.join(" ", Tags.of(window.tags())),
                window.checks().uniqueKeys(),
                "",
                null);
    }

    public boolean opensOnce() {
        return !REPEATED.equals(kind);
    }

    public boolean hasAllChecks() {
        return ALL.equals(scope);
    }

    boolean isAgain() {
        return again != null;
    }

    String finds() {
        return text(find);
    }

    /** The unique keys of the chosen checks. */
    List<String> keys() {
        return check == null ? List.of() : check;
    }

    /**
     * The request of the API that does the same. Keeps an unreadable value, so it is refused.
     *
     * @param zone the reader's time zone
     * @param checks the ids of the chosen checks
     * @param saved the window as it is stored; null for a new one
     */
    WindowRequest request(ZoneId zone, List<CheckId> checks, @Nullable WindowView saved) {
        boolean once = opensOnce();
        return new WindowRequest(
                text(name).strip(),
                once ? instant(text(start), zone, saved == null ? null : saved.start()) : null,
                once ? instant(text(end), zone, saved == null ? null : saved.end()) : null,
                once ? null : expression(),
                once ? null : text(tz).strip(),
                once ? null : new Amount(text(duration), text(durationUnit)).seconds(),
                hasAllChecks() ? null : checks.stream().map(CheckId::toString).toList(),
                hasAllChecks() ? null : text(tags),
                hasAllChecks());
    }

    /** When a repeated window will open; null if the form is not valid, or if the window never opens. */
    @Nullable
    Openings openings(Instant now) {
        ScheduleExpression starts = ScheduleExpression.kept(expression(), text(tz).strip());
        long seconds = new Amount(text(duration), text(durationUnit)).seconds();
        return seconds < 1 || starts.nextAfter(now) == null ? null : new Openings(starts, Duration.ofSeconds(seconds));
    }

    private String expression() {
        return text(schedule).strip();
    }

    private static LocalDateTime onClock(Instant time, ZoneId zone) {
        return LocalDateTime.ofInstant(time, zone).truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * When summer time ends, a clock shows an hour twice. So a time that was not changed stays the stored one.
     *
     * @param saved the time that is stored; null if none is
     */
    private static String instant(String entered, ZoneId zone, @Nullable Instant saved) {
        try {
            LocalDateTime time = LocalDateTime.parse(entered);
            return saved != null && onClock(saved, zone).equals(time)
                    ? saved.toString()
                    : time.atZone(zone).toInstant().toString();
        } catch (DateTimeException e) {
            return entered;
        }
    }

    private static String text(@Nullable String text) {
        return FormText.of(text);
    }
}
