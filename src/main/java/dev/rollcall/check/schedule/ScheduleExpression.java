package dev.rollcall.check.schedule;

import dev.rollcall.platform.time.TimeZones;
import dev.rollcall.platform.time.Zone;
import java.util.Optional;

/** A schedule that is written as an expression, in the time zone of the machine that runs the job. */
public sealed interface ScheduleExpression extends Schedule permits Recurring, Unreadable {

    /**
     * The maximum number of characters of an expression. A form is read before its fields are validated, and each line
     * takes time to parse.
     */
    int MAX_LENGTH = 100;

    /** The expression as it was written. */
    String expression();

    /** The current name of the time zone, or the name as it was written when no zone has it. */
    String zoneName();

    /**
     * Reads a {@code schedule} of the published API: five fields on one line are a cron expression, everything else is
     * a systemd calendar expression.
     *
     * @throws IllegalArgumentException if the expression is invalid
     */
    static ScheduleExpression of(String expression, Zone zone) {
        if (expression.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("too long");
        }
        String stripped = expression.strip();
        boolean cron = stripped.indexOf('\n') < 0 && stripped.split("\\s+").length == 5;
        return new Recurring(cron ? CrontabExpression.parse(expression) : CalendarExpression.parse(expression), zone);
    }

    /**
     * Reads an expression that may be unreadable, because it comes from a request, from another release, or from
     * another version of the time zone database. What cannot be read gives an {@link Unreadable}, never an exception.
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
