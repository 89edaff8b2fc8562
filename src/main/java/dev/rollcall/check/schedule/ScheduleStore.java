package dev.rollcall.check.schedule;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the stored expressions for {@link ScheduleProbe}. */
@Component
class ScheduleStore {

    private final JdbcClient jdbc;

    ScheduleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lists every expression with its time zone, and how many checks of all projects have it. */
    List<Use> expressions() {
        return jdbc.sql("""
                        SELECT cron, time_zone, count(*) AS checks
                        FROM checks
                        WHERE cron IS NOT NULL
                        GROUP BY cron, time_zone
                        """)
                .query((row, n) -> new Use(
                        StoredSchedule.of(null, row.getString("cron"), row.getString("time_zone")),
                        row.getLong("checks")))
                .list();
    }

    /** A schedule, and how many checks have it. */
    record Use(Schedule schedule, long checks) {}
}
