package dev.rollcall.check.schedule;

import java.time.DayOfWeek;
import java.time.Month;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The days of a schedule, in a form that a sentence can say.
 *
 * @param numbers days of the month for {@link Kind#DAYS_OF_MONTH}; the occurrence in the month, counted from 1, for
 *     {@link Kind#NTH_WEEKDAY}; else empty
 * @param weekdays for the kinds that name weekdays: all seven for every day; else empty
 * @param months the months in which it applies: all twelve for every month
 */
public record DayPattern(Kind kind, List<Integer> numbers, List<DayOfWeek> weekdays, List<Month> months) {

    /** Which days of its months a pattern matches. */
    public enum Kind {
        /** All days that are one of the weekdays. */
        WEEKDAYS,
        DAYS_OF_MONTH,
        LAST_DAY,
        /** The last day from Monday to Friday. */
        LAST_WORKDAY,
        NTH_WEEKDAY,
        /** The last occurrence of the weekday. */
        LAST_WEEKDAY
    }

    static final int DAYS_OF_WEEK = 7;

    private static final int MAX_DAY = 31;

    /** All days on one of these weekdays, as bits from Monday on. */
    static DayPattern weekdays(long weekdays, long months) {
        return new DayPattern(Kind.WEEKDAYS, List.of(), daysOfWeek(weekdays), months(months));
    }

    /** These days of a month, as bits. */
    static DayPattern daysOfMonth(long days, long months) {
        return new DayPattern(Kind.DAYS_OF_MONTH, numbers(days, 1, MAX_DAY), List.of(), months(months));
    }

    /** A day that needs no number. */
    static DayPattern last(Kind kind, long months) {
        return new DayPattern(kind, List.of(), List.of(), months(months));
    }

    static DayPattern lastWeekday(DayOfWeek weekday, long months) {
        return new DayPattern(Kind.LAST_WEEKDAY, List.of(), List.of(weekday), months(months));
    }

    static DayPattern nthWeekday(int n, DayOfWeek weekday, long months) {
        return new DayPattern(Kind.NTH_WEEKDAY, List.of(n), List.of(weekday), months(months));
    }

    public boolean isEveryDay() {
        return kind == Kind.WEEKDAYS && weekdays.size() == DAYS_OF_WEEK && isEveryMonth();
    }

    public boolean isEveryMonth() {
        return months.size() == Month.values().length;
    }

    /** The numbers of the bits that are set, from {@code first} to {@code last}. */
    static List<Integer> numbers(long bits, int first, int last) {
        return IntStream.rangeClosed(first, last)
                .filter(n -> (bits >> n & 1) != 0)
                .boxed()
                .toList();
    }

    private static List<DayOfWeek> daysOfWeek(long bits) {
        List<DayOfWeek> days = new ArrayList<>(Arrays.asList(DayOfWeek.values()));
        days.removeIf(day -> (bits >> (day.getValue() - 1) & 1) == 0);
        return List.copyOf(days);
    }

    private static List<Month> months(long bits) {
        return numbers(bits, 1, Month.values().length).stream().map(Month::of).toList();
    }
}
