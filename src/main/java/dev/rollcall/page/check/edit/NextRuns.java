package dev.rollcall.page.check.edit;

import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.check.schedule.Unreadable;
import dev.rollcall.platform.time.TimeZones;
import dev.rollcall.platform.time.Zone;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/**
 * When a schedule in an unfinished form expects the next pings, on a clock of its own time zone.
 *
 * @param times empty if the schedule cannot be read or has no future run
 */
record NextRuns(Schedule schedule, List<OnClock> times) {

    private static final int RUNS = 10;

    /** The next runs of a form that may be half filled in. */
    static NextRuns of(CheckForm form, Instant now) {
        if (!form.expectsPeriod()) {
            return of(ScheduleExpression.kept(form.expression(), form.zone()), now);
        }
        return form.periodSeconds() < 1
                ? new NextRuns(new Unreadable("", "UTC", Unreadable.Fault.EXPRESSION), List.of())
                : of(new Every(Duration.ofSeconds(form.periodSeconds())), now);
    }

    public boolean isReadable() {
        return !times.isEmpty();
    }

    private static NextRuns of(Schedule schedule, Instant now) {
        ZoneRules rules = schedule instanceof ScheduleExpression written
                ? TimeZones.find(written.zoneName()).map(Zone::rules).orElse(ZoneOffset.UTC.getRules())
                : ZoneOffset.UTC.getRules();
        List<OnClock> times = new ArrayList<>();
        Instant next = schedule.nextAfter(now);
        while (next != null && times.size() < RUNS) {
            times.add(new OnClock(next, next.atOffset(rules.getOffset(next)).toZonedDateTime()));
            next = schedule.nextAfter(next);
        }
        return new NextRuns(schedule, times);
    }

    /** A moment, and what a clock of the schedule's zone shows then. */
    record OnClock(Instant at, ZonedDateTime local) {}
}
