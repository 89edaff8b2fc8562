package dev.rollcall.check;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Expected when a Unix cron expression of five fields says so, in the time zone of the machine that runs the job.
 *
 * @see <a href="https://manpages.debian.org/bookworm/cron/crontab.5.en.html">crontab(5)</a>
 */
public record Cron(String expression, ZoneId zone) implements Schedule {

    /**
     * Takes the expression only if it can be read.
     *
     * @throws IllegalArgumentException when it cannot
     */
    public Cron {
        executionTime(expression);
    }

    @Override
    public @Nullable Instant nextAfter(Instant instant) {
        return executionTime(expression)
                .nextExecution(instant.atZone(zone))
                .map(ZonedDateTime::toInstant)
                .orElse(null);
    }

    private static ExecutionTime executionTime(String expression) {
        var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        return ExecutionTime.forCron(parser.parse(expression).validate());
    }
}
