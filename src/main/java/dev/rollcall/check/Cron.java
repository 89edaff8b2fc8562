package dev.rollcall.check;

import dev.rollcall.check.schedule.CronExpression;
import dev.rollcall.platform.Zone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Expected when a cron expression says so. */
public record Cron(CronExpression parsed, Zone zone) implements Expression {

    /**
     * Takes the expression only if it can be read.
     *
     * @throws IllegalArgumentException when it cannot
     */
    public Cron(String expression, Zone zone) {
        this(CronExpression.parse(expression), zone);
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
