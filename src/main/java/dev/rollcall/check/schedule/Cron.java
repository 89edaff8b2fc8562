package dev.rollcall.check.schedule;

import dev.rollcall.platform.time.Zone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Expects pings at the times of a cron expression. */
public record Cron(CrontabExpression parsed, Zone zone) implements ScheduleExpression {

    /**
     * Reads the expression.
     *
     * @throws IllegalArgumentException if the expression is invalid
     */
    public Cron(String expression, Zone zone) {
        this(CrontabExpression.parse(expression), zone);
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
