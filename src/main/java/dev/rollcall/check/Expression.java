package dev.rollcall.check;

import java.time.ZoneId;

/** A schedule that is written down, in the time zone of the machine that runs the job. */
public sealed interface Expression extends Schedule permits Cron, OnCalendar, Unreadable {

    /** As it was written. */
    String expression();

    ZoneId zone();

    /**
     * Reads what the published API calls a schedule: five fields on one line are a cron expression, all else is for
     * systemd.
     *
     * @throws IllegalArgumentException when it cannot be read, or never comes
     */
    static Expression of(String expression, ZoneId zone) {
        String stripped = expression.strip();
        boolean cron = stripped.indexOf('\n') < 0 && stripped.split("\\s+").length == 5;
        return cron ? new Cron(expression, zone) : new OnCalendar(expression, zone);
    }

    /** Reads an expression that was taken before, perhaps by another release: it is too late to refuse it. */
    static Expression kept(String expression, ZoneId zone) {
        try {
            return of(expression, zone);
        } catch (IllegalArgumentException e) {
            return new Unreadable(expression, zone);
        }
    }
}
