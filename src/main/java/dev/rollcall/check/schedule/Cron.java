package dev.rollcall.check.schedule;

import dev.rollcall.platform.time.Zone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Expected when a cron expression says so. */
public record Cron(CrontabExpression parsed, Zone zone) implements ScheduleExpression {

    /**
     * Takes the expression only if it can be read.
     *
     * @throws IllegalArgumentException when it cannot
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
