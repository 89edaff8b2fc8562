package dev.rollcall.check.schedule;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A schedule as the database stores it: in three columns. */
public final class StoredSchedule {

    private StoredSchedule() {}

    /**
     * The schedule in these columns. An expression that this release cannot read becomes {@link Unreadable}.
     *
     * @param periodSeconds the period, or null when there is an expression
     */
    public static Schedule of(@Nullable Long periodSeconds, @Nullable String cron, @Nullable String timeZone) {
        if (cron != null && timeZone != null) {
            return ScheduleExpression.kept(cron, timeZone);
        }
        if (periodSeconds == null) {
            throw new IllegalStateException("a check has a period or an expression");
        }
        return new Every(Duration.ofSeconds(periodSeconds));
    }
}
