package dev.rollcall.check.schedule;

import java.time.YearMonth;
import java.util.BitSet;

/**
 * The days of a calendar expression. A day matches if year, month, day and weekday match.
 *
 * @param fromEnd whether {@code days} counts from the last day of a month
 * @param months bits, January is bit 1
 * @param weekdays bits, Monday is bit 0
 */
record CalendarDays(BitSet years, long months, long days, boolean fromEnd, int weekdays) implements Days {

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
}
