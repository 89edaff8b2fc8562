package dev.rollcall.check.schedule;

import dev.rollcall.platform.time.TimeZones;
import dev.rollcall.platform.time.Zone;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code OnCalendar=} in a systemd timer: one expression a line, each with or without its own time zone.
 * Fractions of a second are not accepted.
 *
 * @see <a href="https://manpages.debian.org/bookworm/systemd/systemd.time.7.en.html">systemd.time(7)</a>
 */
public record CalendarExpression(String text, List<Line> lines) implements Recurrence {

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("minutely", "*-*-* *:*:00"),
            Map.entry("hourly", "*-*-* *:00:00"),
            Map.entry("daily", "*-*-* 00:00:00"),
            Map.entry("weekly", "Mon *-*-* 00:00:00"),
            Map.entry("monthly", "*-*-01 00:00:00"),
            Map.entry("quarterly", "*-01,04,07,10-01 00:00:00"),
            Map.entry("semiannually", "*-01,07-01 00:00:00"),
            Map.entry("semi-annually", "*-01,07-01 00:00:00"),
            Map.entry("biannually", "*-01,07-01 00:00:00"),
            Map.entry("bi-annually", "*-01,07-01 00:00:00"),
            Map.entry("yearly", "*-01-01 00:00:00"),
            Map.entry("annually", "*-01-01 00:00:00"));
    /** systemd looks no further than this. */
    private static final LocalDateTime END = LocalDateTime.of(2200, 1, 1, 0, 0);

    private static final String UTC = "UTC";

    /** One expression. {@code ownZone} is null if the line names no time zone. */
    record Line(LocalTimes times, @Nullable Zone ownZone) {

        static Line parse(String text) {
            String line = text.strip().replaceAll("\\s+", " ");
            int space = line.lastIndexOf(' ');
            Zone zone = space < 0 ? null : zone(line.substring(space + 1));
            String expression = zone == null ? line : line.substring(0, space);
            if (expression.isEmpty()) {
                throw new IllegalArgumentException("empty");
            }
            return new Line(
                    new CalendarParser(WORDS.getOrDefault(expression.toLowerCase(Locale.ROOT), expression)).parse(),
                    zone);
        }

        @Nullable
        Instant nextAfter(Instant instant, Zone zone) {
            return new ZonedTimes(times, ownZone == null ? zone : ownZone)
                    .nextOnce(instant, ZonedTimes.Skipped.NEVER_COMES, END);
        }

        private static @Nullable Zone zone(String text) {
            return TimeZones.find(text.equalsIgnoreCase(UTC) ? UTC : text).orElse(null);
        }
    }

    /**
     * Reads the expression.
     *
     * @throws IllegalArgumentException if the expression is invalid
     */
    public static CalendarExpression parse(String text) {
        List<Line> lines = text.strip().lines().map(Line::parse).toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("empty");
        }
        return new CalendarExpression(text, lines);
    }

    /** {@inheritDoc} A line without its own zone is read in {@code zone}. */
    @Override
    public @Nullable Instant nextAfter(Instant instant, Zone zone) {
        return lines.stream()
                .flatMap(line -> Stream.ofNullable(line.nextAfter(instant, zone)))
                .min(Instant::compareTo)
                .orElse(null);
    }
}
