package dev.rollcall.check.schedule;

import dev.rollcall.check.schedule.CalendarField.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads one calendar expression of systemd from left to right; the time zone is gone already. */
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
            throw new IllegalArgumentException("more than a time");
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
        // One comma may stand at the end.
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
            weekdays |= (1 << last + 1) - (1 << first);
        }
        return weekdays;
    }

    /** Year, month and day, or the latter two, if there is a date. */
    private CalendarDays days(int weekdays) {
        int start = position;
        var parts = new ArrayList<List<Span>>();
        boolean fromEnd = false;
        if (!atEnd()) {
            parts.add(spans());
        }
        if (atEnd() || text.charAt(position) == ':') {
            // It is a time.
            position = start;
            return days(ALL, ALL, ALL, false, weekdays);
        }
        while (!atEnd() && text.charAt(position) != ' ') {
            if (fromEnd || parts.size() == 3) {
                throw new IllegalArgumentException("more than a date");
            }
            fromEnd = text.charAt(position) == '~';
            expect(fromEnd ? '~' : '-');
            parts.add(spans());
        }
        skipSpaces();
        if (parts.size() == 1) {
            throw new IllegalArgumentException("less than a date");
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
                // Of a month all days are all days, from whichever end one counts.
                (fromEnd && !days.isEmpty() ? CalendarField.DAY_FROM_END : CalendarField.DAY).bits(days),
                fromEnd,
                weekdays);
    }

    /** A star, which is empty, or a list of numbers, ranges and repetitions. */
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
                    throw new IllegalArgumentException("a repetition after nothing");
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
            throw new IllegalArgumentException("not where " + character + " must be");
        }
    }

    private void skipSpaces() {
        while (take(' ')) {
            // The position moves.
        }
    }
}
