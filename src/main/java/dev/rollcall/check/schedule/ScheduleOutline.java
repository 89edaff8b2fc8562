package dev.rollcall.check.schedule;

import dev.rollcall.platform.time.Zone;
import java.util.List;
import java.util.Optional;

/**
 * A schedule expression in a form that a sentence can say: on which days, at which times, on which clock. It has
 * exactly the times of the expression, as a wall clock of the zone shows them; what happens when clocks change is not
 * said.
 */
public record ScheduleOutline(DayPattern days, TimePattern times, Zone zone) {

    /**
     * The outlines whose times together are those of the schedule: one for each line of a calendar expression, else
     * one. Empty if no sentence can express them.
     */
    public static List<ScheduleOutline> of(ScheduleExpression expression) {
        if (!(expression instanceof Recurring recurring)) {
            return List.of();
        }
        if (recurring.recurrence() instanceof CrontabExpression cron) {
            return of(cron.times(), recurring.zone()).stream().toList();
        }
        CalendarExpression calendar = (CalendarExpression) recurring.recurrence();
        List<ScheduleOutline> outlines = calendar.lines().stream()
                .flatMap(line -> of(line.times(), line.ownZone() == null ? recurring.zone() : line.ownZone()).stream())
                .toList();
        return outlines.size() == calendar.lines().size() ? outlines : List.of();
    }

    private static Optional<ScheduleOutline> of(LocalTimes local, Zone zone) {
        return local.days()
                .pattern()
                .flatMap(days ->
                        TimePattern.of(local.timesOfDay()).map(times -> new ScheduleOutline(days, times, zone)));
    }
}
