package dev.rollcall.check.schedule;

import java.time.DayOfWeek;
import java.time.YearMonth;
import java.util.Optional;

/**
 * The days of a cron expression: by month, and by day of the month, day of the week, or both.
 *
 * @param months bits, January is bit 1
 * @param ofMonth bits for days of the month, the first is bit 1
 * @param last whether {@code L} is given: the last day of a month
 * @param lastWorkday whether {@code LW} is given: the last day from Monday to Friday in a month
 * @param ofWeek bits for weekdays, Sunday is bit 0
 * @param lastOfWeek bits for weekdays whose last occurrence in a month matches
 * @param nthOfWeek seven bits for each of five weeks: the nth occurrence of a weekday in a month
 * @param both whether the day of the month and the day of the week must both match; otherwise one is enough
 */
record CronDays(
        long months,
        long ofMonth,
        boolean last,
        boolean lastWorkday,
        long ofWeek,
        long lastOfWeek,
        long nthOfWeek,
        boolean both)
        implements Days {

    private static final int FRIDAY = 5;
    private static final long ALL_WEEKDAYS = 0b111_1111;
    private static final long ALL_DAYS = CrontabField.DAY_OF_MONTH.values("*");

    /** Reads the three fields, which must be in upper case. */
    static CronDays parse(String dayOfMonth, String month, String dayOfWeek) {
        long ofMonth = 0;
        boolean last = false;
        boolean lastWorkday = false;
        for (String item : dayOfMonth.split(",", -1)) {
            if (item.matches("L(/0*[1-9][0-9]{0,8})?")) {
                last = true;
            } else if (item.equals("LW")) {
                lastWorkday = true;
            } else {
                ofMonth |= CrontabField.DAY_OF_MONTH.values(item);
            }
        }
        long ofWeek = 0;
        long lastOfWeek = 0;
        long nthOfWeek = 0;
        for (String item : dayOfWeek.split(",", -1)) {
            int hash = item.indexOf('#');
            if (item.matches("[0-9]L")) {
                lastOfWeek |= 1L << weekday(item.substring(0, 1));
            } else if (hash >= 0) {
                int week = CrontabField.number(item.substring(hash + 1), 1, 5) - 1;
                nthOfWeek |= 1L << (7 * week + weekday(item.substring(0, hash)));
            } else {
                ofWeek |= CrontabField.DAY_OF_WEEK.values(item);
            }
        }
        // Sunday is 0 or 7.
        ofWeek |= ofWeek >> 7;
        // As in Debian's crontab(5): both must match if one of them begins with a star.
        boolean both = dayOfMonth.startsWith("*") || dayOfWeek.startsWith("*");
        return new CronDays(
                CrontabField.MONTH.values(month), ofMonth, last, lastWorkday, ofWeek, lastOfWeek, nthOfWeek, both);
    }

    @Override
    public int in(YearMonth month) {
        int found = 0;
        if (has(months, month.getMonthValue())) {
            int length = month.lengthOfMonth();
            int weekday = month.atDay(1).getDayOfWeek().getValue() % 7;
            for (int day = 1; day <= length; day++) {
                boolean byMonth = isOfMonth(day, weekday, length);
                boolean byWeek = isOfWeek(day, weekday, length);
                if (both ? byMonth && byWeek : byMonth || byWeek) {
                    found |= 1 << day;
                }
                weekday = (weekday + 1) % 7;
            }
        }
        return found;
    }

    @Override
    public Optional<DayPattern> pattern() {
        boolean anyWeekday = (ofWeek & ALL_WEEKDAYS) == ALL_WEEKDAYS;
        boolean anyDay = ofMonth == ALL_DAYS;
        // Where one of two is enough, a field that has every day decides alone; where both must match, it decides
        // nothing.
        if (anyDay && (anyWeekday || !both)) {
            return Optional.of(DayPattern.weekdays(ALL_WEEKDAYS, months));
        }
        if (anyWeekday) {
            return both ? byMonth() : Optional.of(DayPattern.weekdays(ALL_WEEKDAYS, months));
        }
        return anyDay ? byWeek() : Optional.empty();
    }

    private Optional<DayPattern> byMonth() {
        if (!last && !lastWorkday) {
            return Optional.of(DayPattern.daysOfMonth(ofMonth, months));
        }
        if (ofMonth != 0 || last == lastWorkday) {
            return Optional.empty();
        }
        return Optional.of(DayPattern.last(last ? DayPattern.Kind.LAST_DAY : DayPattern.Kind.LAST_WORKDAY, months));
    }

    private Optional<DayPattern> byWeek() {
        if (lastOfWeek == 0 && nthOfWeek == 0) {
            return Optional.of(DayPattern.weekdays(fromMonday(ofWeek), months));
        }
        if (ofWeek != 0 || Long.bitCount(lastOfWeek) + Long.bitCount(nthOfWeek) != 1) {
            return Optional.empty();
        }
        if (lastOfWeek != 0) {
            return Optional.of(DayPattern.lastWeekday(dayOfWeek(Long.numberOfTrailingZeros(lastOfWeek)), months));
        }
        int bit = Long.numberOfTrailingZeros(nthOfWeek);
        return Optional.of(DayPattern.nthWeekday(
                bit / DayPattern.DAYS_OF_WEEK + 1, dayOfWeek(bit % DayPattern.DAYS_OF_WEEK), months));
    }

    /** The same weekdays with Monday as bit 0. */
    private static long fromMonday(long fromSunday) {
        return (fromSunday >> 1 & 0b11_1111) | (fromSunday & 1) << 6;
    }

    /** Sunday is 0. */
    private static DayOfWeek dayOfWeek(int weekday) {
        return DayOfWeek.SUNDAY.plus(weekday);
    }

    private boolean isOfMonth(int day, int weekday, int length) {
        boolean workday = weekday > 0 && weekday <= FRIDAY;
        return has(ofMonth, day)
                || (last && day == length)
                || (lastWorkday && workday && (day == length || (weekday == FRIDAY && day + 2 >= length)));
    }

    private boolean isOfWeek(int day, int weekday, int length) {
        return has(ofWeek, weekday)
                || (has(lastOfWeek, weekday) && day + 7 > length)
                || has(nthOfWeek, 7 * ((day - 1) / 7) + weekday);
    }

    private static int weekday(String text) {
        return CrontabField.DAY_OF_WEEK.value(text) % 7;
    }

    private static boolean has(long bits, int value) {
        return (bits >> value & 1) != 0;
    }
}
