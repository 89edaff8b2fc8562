package dev.rollcall.check.schedule;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads a schedule from the three columns that store it. */
public final class StoredSchedule {

    private StoredSchedule() {}

    /**
     * Returns the schedule. An expression that this release cannot read becomes {@link Unreadable}.
     *
     * @param periodSeconds the period, or null if there is an expression
     * @throws IllegalStateException if there is neither
     */
    public static Schedule of(@Nullable Long periodSeconds, @Nullable String cron, @Nullable String timeZone) {
        if (cron != null && timeZone != null) {
            return ScheduleExpression.kept(cron, timeZone);
        }
        if (periodSeconds == null) {
            throw new IllegalStateException("a check has neither a period nor an expression");
        }
        return new Every(Duration.ofSeconds(periodSeconds));
    }
}
