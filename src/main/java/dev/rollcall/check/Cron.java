package dev.rollcall.check;

import dev.rollcall.check.schedule.CronExpression;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Expected when a cron expression says so. */
public record Cron(CronExpression parsed, ZoneId zone) implements Expression {

    /**
     * Takes the expression only if it can be read.
     *
     * @throws IllegalArgumentException when it cannot
     */
    public Cron(String expression, ZoneId zone) {
        this(CronExpression.parse(expression), zone);
    }

    @Override
    public String expression() {
        return parsed.text();
    }

    @Override
    public @Nullable Instant nextAfter(Instant instant) {
        return parsed.nextAfter(instant, zone);
    }
}
