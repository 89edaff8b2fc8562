package dev.rollcall.check.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a systemd timer has after {@code OnCalendar=}: one expression a line, each with a time zone of its own or
 * without. Whole seconds only.
 *
 * @see <a href="https://manpages.debian.org/bookworm/systemd/systemd.time.7.en.html">systemd.time(7)</a>
 */
public record CalendarExpression(String text, List<Line> lines) {

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
    private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");
    /** systemd looks no further. */
    private static final LocalDateTime END = LocalDateTime.of(2200, 1, 1, 0, 0);

    private static final ZoneId UTC = ZoneId.of("UTC");

    /** One expression; its own time zone is null when it has none. */
    record Line(LocalTimes times, @Nullable ZoneId ownZone) {

        static Line parse(String text) {
            String line = text.strip().replaceAll("\\s+", " ");
            int space = line.lastIndexOf(' ');
            ZoneId zone = space < 0 ? null : zone(line.substring(space + 1));
            String expression = zone == null ? line : line.substring(0, space);
            if (expression.isEmpty()) {
                throw new IllegalArgumentException("empty");
            }
            return new Line(
                    new CalendarParser(WORDS.getOrDefault(expression.toLowerCase(Locale.ROOT), expression)).parse(),
                    zone);
        }

        @Nullable
        Instant nextAfter(Instant instant, ZoneId zone) {
            return new ZonedTimes(times, ownZone == null ? zone : ownZone)
                    .nextOnce(instant, ZonedTimes.Skipped.NEVER_COMES, END);
        }

        private static @Nullable ZoneId zone(String text) {
            if (text.equalsIgnoreCase("UTC")) {
                return UTC;
            }
            return ZoneId.getAvailableZoneIds().contains(text) ? ZoneId.of(text) : null;
        }
    }

    /**
     * Reads the expression.
     *
     * @throws IllegalArgumentException when it cannot be read, or never comes
     */
    public static CalendarExpression parse(String text) {
        var expression = new CalendarExpression(
                text, text.strip().lines().map(Line::parse).toList());
        if (expression.nextAfter(LONG_AGO, UTC) == null) {
            throw new IllegalArgumentException("never comes");
        }
        return expression;
    }

    /** The next instant after this one, or null when there is none any more. */
    public @Nullable Instant nextAfter(Instant instant, ZoneId zone) {
        return lines.stream()
                .flatMap(line -> Stream.ofNullable(line.nextAfter(instant, zone)))
                .min(Instant::compareTo)
                .orElse(null);
    }
}
