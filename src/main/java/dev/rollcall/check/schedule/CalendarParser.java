package dev.rollcall.check.schedule;

import dev.rollcall.check.schedule.CalendarField.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads one calendar expression of systemd, without its time zone, from left to right. */
final class CalendarParser {

    private static final List<String> WEEKDAYS =
            List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY");
    private static final int EVERY_WEEKDAY = 0b111_1111;
    private static final List<Span> ALL = List.of();
    private static final List<Span> ZERO = List.of(new Span(0, -1, 0));

    private final String text;
    private int position;

    CalendarParser(String text) {
        this.text = text.toUpperCase(Locale.ROOT);
    }

    LocalTimes parse() {
        int weekdays = weekdays();
        CalendarDays days = days(weekdays);
        List<Span> hours = ZERO;
        List<Span> minutes = ZERO;
        List<Span> seconds = ZERO;
        if (!atEnd()) {
            hours = spans();
            expect(':');
            minutes = spans();
            if (!atEnd()) {
                expect(':');
                seconds = spans();
            }
        }
        if (!atEnd()) {
            throw new IllegalArgumentException("text after the time");
        }
        return new LocalTimes(
                days,
                CalendarField.HOUR.bits(hours),
                CalendarField.MINUTE.bits(minutes),
                CalendarField.SECOND.bits(seconds));
    }

    private int weekdays() {
        if (atEnd() || !Character.isLetter(text.charAt(0))) {
            return EVERY_WEEKDAY;
        }
        int end = text.indexOf(' ') < 0 ? text.length() : text.indexOf(' ');
        // systemd accepts one comma at the end.
        String list = text.substring(0, end).replaceFirst(",$", "");
        position = end;
        skipSpaces();
        int weekdays = 0;
        for (String item : list.split(",", -1)) {
            String[] bounds = item.split("\\.\\.|-", -1);
            int first = weekday(bounds[0]);
            int last = weekday(bounds[bounds.length - 1]);
            if (bounds.length > 2 || last < first) {
                throw new IllegalArgumentException("not a range of weekdays");
            }
            weekdays |= (1 << (last + 1)) - (1 << first);
        }
        return weekdays;
    }

    /** Reads the date, if there is one: year, month and day, or month and day. */
    private CalendarDays days(int weekdays) {
        int start = position;
        var parts = new ArrayList<List<Span>>();
        boolean fromEnd = false;
        if (!atEnd()) {
            parts.add(spans());
        }
        if (atEnd() || text.charAt(position) == ':') {
            // This is a time, not a date.
            position = start;
            return days(ALL, ALL, ALL, false, weekdays);
        }
        while (!atEnd() && text.charAt(position) != ' ') {
            if (fromEnd || parts.size() == 3) {
                throw new IllegalArgumentException("too many parts in the date");
            }
            fromEnd = text.charAt(position) == '~';
            expect(fromEnd ? '~' : '-');
            parts.add(spans());
        }
        skipSpaces();
        if (parts.size() == 1) {
            throw new IllegalArgumentException("too few parts in the date");
        }
        if (parts.size() == 2) {
            parts.add(0, ALL);
        }
        return days(parts.get(0), parts.get(1), parts.get(2), fromEnd, weekdays);
    }

    private static CalendarDays days(
            List<Span> years, List<Span> months, List<Span> days, boolean fromEnd, int weekdays) {
        return new CalendarDays(
                CalendarField.YEAR.values(years),
                CalendarField.MONTH.bits(months),
                // A star means all days, also if days are counted from the end.
                (fromEnd && !days.isEmpty() ? CalendarField.DAY_FROM_END : CalendarField.DAY).bits(days),
                fromEnd,
                weekdays);
    }

    /** Reads a star, which gives an empty list, or a list of numbers, ranges and steps. */
    private List<Span> spans() {
        if (take('*')) {
            return ALL;
        }
        var spans = new ArrayList<Span>();
        do {
            int first = number();
            int last = text.startsWith("..", position) && take('.') && take('.') ? number() : -1;
            int step = 0;
            if (take('/')) {
                step = number();
                if (step == 0) {
                    throw new IllegalArgumentException("a step of zero");
                }
            }
            spans.add(new Span(first, last, step));
        } while (take(','));
        return spans;
    }

    private int number() {
        int start = position;
        while (!atEnd() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
        return CrontabField.number(text.substring(start, position), 0, Integer.MAX_VALUE);
    }

    private static int weekday(String name) {
        for (int weekday = 0; weekday < WEEKDAYS.size(); weekday++) {
            String whole = WEEKDAYS.get(weekday);
            if (name.equals(whole) || name.equals(whole.substring(0, 3))) {
                return weekday;
            }
        }
        throw new IllegalArgumentException("not a weekday");
    }

    private boolean atEnd() {
        return position == text.length();
    }

    private boolean take(char character) {
        if (atEnd() || text.charAt(position) != character) {
            return false;
        }
        position++;
        return true;
    }

    private void expect(char character) {
        if (!take(character)) {
            throw new IllegalArgumentException("expected " + character);
        }
    }

    private void skipSpaces() {
        while (take(' ')) {
            // take() moves the position.
        }
    }
}
