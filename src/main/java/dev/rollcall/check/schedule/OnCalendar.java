package dev.rollcall.check.schedule;

import dev.rollcall.platform.time.Zone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Expects pings when a systemd timer with this {@code OnCalendar=} elapses. A time zone in the expression wins over the
 * zone of the check.
 */
public record OnCalendar(CalendarExpression parsed, Zone zone) implements ScheduleExpression {

    /**
     * Reads the expression.
     *
     * @throws IllegalArgumentException if the expression is invalid
     */
    public OnCalendar(String expression, Zone zone) {
        this(CalendarExpression.parse(expression), zone);
    }

    @Override
    public String expression() {
        return parsed.text();
    }

    @Override
    public String zoneName() {
        return zone.name();
    }

    @Override
    public @Nullable Instant nextAfter(Instant instant) {
        return parsed.nextAfter(instant, zone);
    }
}
