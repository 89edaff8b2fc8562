package dev.rollcall.check.schedule;

import dev.rollcall.platform.time.TimeZones;
import dev.rollcall.platform.time.Zone;
import java.util.Optional;

/** A schedule that is written down, in the time zone of the machine that runs the job. */
public sealed interface ScheduleExpression extends Schedule permits Cron, OnCalendar, Unreadable {

    /** As it was written. */
    String expression();

    /** The current name of the time zone, or the name as it was written when no zone has it. */
    String zoneName();

    /**
     * Reads what the published API calls a schedule: five fields on one line are a cron expression, all else is for
     * systemd.
     *
     * @throws IllegalArgumentException when it cannot be read
     */
    static ScheduleExpression of(String expression, Zone zone) {
        String stripped = expression.strip();
        boolean cron = stripped.indexOf('\n') < 0 && stripped.split("\\s+").length == 5;
        return cron ? new Cron(expression, zone) : new OnCalendar(expression, zone);
    }

    /**
     * Reads an expression that is stored. Another release, or another release of the time zone database, may have
     * accepted it: an expression or a zone that cannot be read makes an {@link Unreadable}, never an exception.
     */
    static ScheduleExpression kept(String expression, String zoneName) {
        Optional<Zone> zone = TimeZones.find(zoneName);
        if (zone.isEmpty()) {
            return new Unreadable(expression, zoneName, Unreadable.Fault.ZONE);
        }
        try {
            return of(expression, zone.get());
        } catch (RuntimeException e) {
            return new Unreadable(expression, zoneName, Unreadable.Fault.EXPRESSION);
        }
    }
}
