package dev.rollcall.check.schedule;

import dev.rollcall.platform.time.Zone;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A cron expression of five fields, read as Debian's cron reads it, with the additions {@code L}, {@code LW}, {@code
 * 5L} and {@code MON#2}.
 *
 * @param fixed whether neither the minute nor the hour begins with a star: such a job runs at each of its times exactly
 *     once, even when clocks change; any other job follows the clock
 * @see <a href="https://manpages.debian.org/bookworm/cron/crontab.5.en.html">crontab(5)</a>
 */
public record CrontabExpression(String text, LocalTimes times, boolean fixed) implements Recurrence {

    /** The longest wait for a date is 40 years: for 29 February on one weekday, around a year like 2100. */
    private static final int MAX_YEARS = 50;

    private static final int FIELDS = 5;

    /**
     * Reads the expression.
     *
     * @throws IllegalArgumentException if the expression is invalid
     */
    public static CrontabExpression parse(String text) {
        String[] fields = text.strip().toUpperCase(Locale.ROOT).split("\\s+");
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("not five fields");
        }
        var times = new LocalTimes(
                CronDays.parse(fields[2], fields[3], fields[4]),
                CrontabField.HOUR.values(fields[1]),
                CrontabField.MINUTE.values(fields[0]),
                1);
        return new CrontabExpression(text, times, !fields[0].startsWith("*") && !fields[1].startsWith("*"));
    }

    /** {@inheritDoc} Looks 50 years ahead. */
    @Override
    public @Nullable Instant nextAfter(Instant instant, Zone zone) {
        var zoned = new ZonedTimes(times, zone);
        LocalDateTime end = LocalDateTime.ofInstant(instant, ZoneOffset.UTC).plusYears(MAX_YEARS);
        return fixed
                ? zoned.nextOnce(instant, ZonedTimes.Skipped.COMES_AFTERWARDS, end)
                : zoned.nextShown(instant, end);
    }
}
