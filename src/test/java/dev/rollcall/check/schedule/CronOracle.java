package dev.rollcall.check.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * Does what a cron daemon does: looks at the wall clock once a minute and compares each field. Shares no code with the
 * code under test.
 */
final class CronOracle {

    private static final String MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
    private static final String WEEKDAYS = "SUNMONTUEWEDTHUFRISAT";

    private final String[] fields;
    private final ZoneId zone;
    private final boolean[] minutes;
    private final boolean[] hours;
    private final boolean[] days;
    private final boolean[] months;

    CronOracle(String expression, ZoneId zone) {
        this.fields = expression.toUpperCase(Locale.ROOT).split(" ");
        this.zone = zone;
        this.minutes = table(60, minute -> holds(fields[0], minute, 0, 59, ""));
        this.hours = table(24, hour -> holds(fields[1], hour, 0, 23, ""));
        this.days = table(32, day -> holds(fields[2], day, 1, 31, ""));
        this.months = table(13, month -> holds(fields[3], month, 1, 12, MONTHS));
    }

    /** The first runs after {@code start}, at most ten, within this many minutes. */
    List<Instant> runs(Instant start, long withinMinutes) {
        boolean followsTheClock = fields[0].charAt(0) == '*' || fields[1].charAt(0) == '*';
        var runs = new ArrayList<Instant>();
        // Starts two days earlier, to know what the clock has shown already when clocks have just gone back.
        Instant minute = start.truncatedTo(ChronoUnit.MINUTES).minus(2, ChronoUnit.DAYS);
        Instant end = start.plus(withinMinutes, ChronoUnit.MINUTES);
        LocalDateTime shown = minute.atZone(zone).toLocalDateTime();
        while (runs.size() < 10 && !minute.plusSeconds(60).isAfter(end)) {
            minute = minute.plusSeconds(60);
            LocalDateTime now = minute.atZone(zone).toLocalDateTime();
            boolean due = followsTheClock && holds(now);
            // All local minutes up to now that were not shown before: one, none in a repeated hour, or a whole skipped
            // hour.
            for (; shown.isBefore(now); shown = shown.plusMinutes(1)) {
                due |= !followsTheClock && holds(shown.plusMinutes(1));
            }
            if (due && minute.isAfter(start)) {
                runs.add(minute);
            }
        }
        return runs;
    }

    private boolean holds(LocalDateTime now) {
        if (!minutes[now.getMinute()] || !hours[now.getHour()] || !months[now.getMonthValue()]) {
            return false;
        }
        boolean dayOfMonth =
                days[now.getDayOfMonth()] || Stream.of(fields[2].split(",")).anyMatch(item -> isLast(item, now));
        boolean dayOfWeek = Stream.of(fields[4].split(",")).anyMatch(item -> isWeekday(item, now));
        boolean star = fields[2].charAt(0) == '*' || fields[4].charAt(0) == '*';
        return star ? dayOfMonth && dayOfWeek : dayOfMonth || dayOfWeek;
    }

    private static boolean isLast(String item, LocalDateTime now) {
        boolean last = now.plusDays(1).getDayOfMonth() == 1;
        if (item.equals("LW")) {
            boolean mondayFollows =
                    now.getDayOfWeek().getValue() == 5 && now.plusDays(3).getDayOfMonth() <= 3;
            return now.getDayOfWeek().getValue() < 6 && (last || mondayFollows);
        }
        return item.equals("L") && last;
    }

    private static boolean isWeekday(String item, LocalDateTime now) {
        int today = now.getDayOfWeek().getValue();
        if (item.endsWith("L")) {
            boolean nextIsInNextMonth = now.plusWeeks(1).getMonth() != now.getMonth();
            return nextIsInNextMonth && isWeekday(item.substring(0, item.length() - 1), now);
        }
        if (item.contains("#")) {
            int before = 0;
            for (LocalDateTime day = now; day.getMonth() == now.getMonth(); day = day.minusWeeks(1)) {
                before++;
            }
            return item.endsWith("#" + before) && isWeekday(item.substring(0, item.indexOf('#')), now);
        }
        return holds(item, today, 0, 7, WEEKDAYS) || (today == 7 && holds(item, 0, 0, 7, WEEKDAYS));
    }

    private static boolean holds(String field, int value, int least, int most, String names) {
        return Stream.of(field.split(",")).anyMatch(item -> {
            String[] step = item.split("/");
            String[] range = step[0].split("-");
            if (range[0].startsWith("L")) {
                return false;
            }
            boolean star = range[0].equals("*");
            int first = star ? least : number(range[0], least, names);
            boolean open = star || (range.length == 1 && step.length == 2);
            int last = open ? most : number(range[range.length - 1], least, names);
            return first <= value
                    && value <= last
                    && (step.length == 1 || (value - first) % Integer.parseInt(step[1]) == 0);
        });
    }

    private static int number(String text, int least, String names) {
        return Character.isDigit(text.charAt(0)) ? Integer.parseInt(text) : names.indexOf(text) / 3 + least;
    }

    private static boolean[] table(int size, IntPredicate holds) {
        var table = new boolean[size];
        for (int value = 0; value < size; value++) {
            table[value] = holds.test(value);
        }
        return table;
    }
}
