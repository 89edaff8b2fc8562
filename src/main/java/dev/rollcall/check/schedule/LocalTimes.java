package dev.rollcall.check.schedule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The local times of an expression, without regard to clock changes. Hours, minutes and seconds are bits. */
record LocalTimes(Days days, long hours, long minutes, long seconds) {

    /** The first time that is not before {@code from} and is before {@code end}, or null. */
    @Nullable
    LocalDateTime nextFrom(LocalDateTime from, LocalDateTime end) {
        LocalDate day = nextDay(from.toLocalDate(), end.toLocalDate());
        if (day == null) {
            return null;
        }
        LocalTime time = day.equals(from.toLocalDate()) ? nextTime(from.toLocalTime()) : first();
        if (time == null) {
            return nextFrom(day.plusDays(1).atStartOfDay(), end);
        }
        LocalDateTime next = day.atTime(time);
        return next.isBefore(end) ? next : null;
    }

    /**
     * The times of each day that matches, in order. Empty if there are too many: several seconds in several minutes.
     */
    List<LocalTime> timesOfDay() {
        boolean isTooMany = Long.bitCount(seconds) > 1 && Long.bitCount(hours) * Long.bitCount(minutes) > 1;
        return isTooMany
                ? List.of()
                : DayPattern.numbers(hours, 0, 23).stream()
                        .flatMap(hour -> DayPattern.numbers(minutes, 0, 59).stream()
                                .flatMap(minute -> DayPattern.numbers(seconds, 0, 59).stream()
                                        .map(second -> LocalTime.of(hour, minute, second))))
                        .toList();
    }

    private @Nullable LocalDate nextDay(LocalDate from, LocalDate last) {
        int day = from.getDayOfMonth();
        YearMonth end = YearMonth.from(last);
        for (YearMonth month = YearMonth.from(from); !month.isAfter(end); month = month.plusMonths(1)) {
            int left = days.in(month) & (-1 << day);
            if (left != 0) {
                return month.atDay(Integer.numberOfTrailingZeros(left));
            }
            day = 1;
        }
        return null;
    }

    private @Nullable LocalTime nextTime(LocalTime from) {
        int hour = next(hours, from.getHour());
        if (hour == from.getHour()) {
            int minute = next(minutes, from.getMinute());
            if (minute == from.getMinute()) {
                int second = next(seconds, from.getSecond());
                if (second >= 0) {
                    return LocalTime.of(hour, minute, second);
                }
                minute = next(minutes, minute + 1);
            }
            if (minute >= 0) {
                return LocalTime.of(hour, minute, next(seconds, 0));
            }
            hour = next(hours, hour + 1);
        }
        return hour < 0 ? null : LocalTime.of(hour, next(minutes, 0), next(seconds, 0));
    }

    private LocalTime first() {
        return LocalTime.of(next(hours, 0), next(minutes, 0), next(seconds, 0));
    }

    /** The lowest bit that is not below {@code from}, which is at most 60; -1 if there is none. */
    private static int next(long bits, int from) {
        long left = bits & (-1L << from);
        return left == 0 ? -1 : Long.numberOfTrailingZeros(left);
    }
}
