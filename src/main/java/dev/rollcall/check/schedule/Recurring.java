package dev.rollcall.check.schedule;

import dev.rollcall.platform.time.Zone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Expects pings at the times of an expression. A time zone in a calendar expression takes precedence over the zone of
 * the check.
 */
record Recurring(Recurrence recurrence, Zone zone) implements ScheduleExpression {

    @Override
    public String expression() {
        return recurrence.text();
    }

    @Override
    public String zoneName() {
        return zone.name();
    }

    @Override
    public @Nullable Instant nextAfter(Instant instant) {
        return recurrence.nextAfter(instant, zone);
    }
}
