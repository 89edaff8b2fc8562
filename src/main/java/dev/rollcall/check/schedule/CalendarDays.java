package dev.rollcall.check.schedule;

import java.time.YearMonth;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The days of a calendar expression. A day matches if year, month, day and weekday match.
 *
 * @param months bits, January is bit 1
 * @param days bits, the first day is bit 1
 * @param fromEnd whether {@code days} counts from the last day of a month, which then is bit 1
 * @param weekdays bits, Monday is bit 0
 */
record CalendarDays(BitSet years, long months, long days, boolean fromEnd, int weekdays) implements Days {

    private static final long ALL_DAYS = CalendarField.DAY.bits(List.of());
    private static final int ALL_YEARS = CalendarField.YEAR.values(List.of()).cardinality();
    private static final int ALL_WEEKDAYS = 0b111_1111;
    /** Bit 1, counted from the end. */
    private static final long LAST_DAY = 0b10;

    @Override
    public int in(YearMonth month) {
        int found = 0;
        if (years.get(month.getYear()) && (months >> month.getMonthValue() & 1) != 0) {
            int length = month.lengthOfMonth();
            int weekday = month.atDay(1).getDayOfWeek().getValue() - 1;
            for (int day = 1; day <= length; day++) {
                int counted = fromEnd ? length - day + 1 : day;
                if ((days >> counted & 1) != 0 && (weekdays >> weekday & 1) != 0) {
                    found |= 1 << day;
                }
                weekday = (weekday + 1) % 7;
            }
        }
        return found;
    }

    @Override
    public Optional<DayPattern> pattern() {
        boolean anyDay = days == ALL_DAYS;
        boolean anyWeekday = weekdays == ALL_WEEKDAYS;
        if (years.cardinality() < ALL_YEARS) {
            return Optional.empty();
        }
        if (anyDay) {
            return Optional.of(DayPattern.weekdays(weekdays, months));
        }
        if (fromEnd) {
            return anyWeekday && days == LAST_DAY
                    ? Optional.of(DayPattern.last(DayPattern.Kind.LAST_DAY, months))
                    : Optional.empty();
        }
        return anyWeekday ? Optional.of(DayPattern.daysOfMonth(days, months)) : Optional.empty();
    }
}
