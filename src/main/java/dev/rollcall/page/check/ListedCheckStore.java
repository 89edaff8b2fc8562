package dev.rollcall.page.check;

import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.schedule.StoredSchedule;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.Tags;
import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads all checks of a project, with only those columns that decide the place of a check in the list: 10,000 checks
 * take about 3 MB of heap. Which check is late follows from its schedule, so the list is sorted here and not in SQL.
 */
@Component
@WebProcess
class ListedCheckStore {

    /** What the list needs of each check of a project. */
    private static final String LISTED = """
            WITH listed AS (
                SELECT c.id, c.created_at, c.name, c.tags, c.period_seconds, c.cron, c.time_zone, c.grace_seconds,
                    CASE WHEN s.down_after <= :now THEN 'DOWN' ELSE s.status END AS status,
                    s.last_ping_at, s.last_start_at, s.excused_at,
                    s.last_start_at + coalesce(c.max_duration_seconds, c.grace_seconds) * interval '1 second'
                        AS run_ends_at
                FROM checks c
                JOIN check_states s ON s.check_id = c.id
                WHERE c.project_id = :project
            )
            """;

    private final JdbcClient jdbc;

    ListedCheckStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<ListedCheck> of(ProjectId project, Instant now) {
        // Many checks have the same schedule and the same tags. Each is read once.
        Map<String, Schedule> schedules = new HashMap<>();
        Map<String, List<String>> tags = new HashMap<>();
        return sql("""
                        SELECT id, name, tags, period_seconds, cron, time_zone, grace_seconds, status, last_ping_at,
                            last_start_at, excused_at, run_ends_at
                        FROM listed
                        ORDER BY created_at, id
                        """, project, now)
                .query((row, n) -> check(row, schedules, tags, now))
                .list();
    }

    /** Says in one row whether {@link #of} would return something else than before. */
    Fingerprint fingerprint(ProjectId project, Instant now) {
        return sql("""
                        SELECT md5(string_agg(
                                ROW (id, name, tags, period_seconds, cron, time_zone, grace_seconds, status, excused_at,
                                    coalesce(run_ends_at > :now, false))::text,
                                '' ORDER BY created_at, id)) AS standing,
                            md5(string_agg(ROW (last_ping_at, last_start_at)::text, '' ORDER BY created_at, id)) AS pings
                        FROM listed
                        """, project, now)
                .query((row, n) -> new Fingerprint(row.getString("standing"), row.getString("pings")))
                .single();
    }

    private JdbcClient.StatementSpec sql(String select, ProjectId project, Instant now) {
        return jdbc.sql(LISTED + select).param("project", project.value()).param("now", now.atOffset(ZoneOffset.UTC));
    }

    private static ListedCheck check(
            ResultSet row, Map<String, Schedule> schedules, Map<String, List<String>> tags, Instant now)
            throws SQLException {
        Schedule schedule = schedule(row, schedules);
        CheckStatus status = CheckStatus.valueOf(row.getString("status"));
        @Nullable Instant lastPingAt = SqlInstant.of(row, "last_ping_at");
        @Nullable Instant runEndsAt = SqlInstant.of(row, "run_ends_at");
        @Nullable Instant expectedAt = ExpectedPing.at(status, lastPingAt, SqlInstant.of(row, "excused_at"), schedule);
        String name = row.getString("name");
        return new ListedCheck(
                new CheckId(row.getObject("id", UUID.class)),
                name,
                SortKey.of(name),
                tags.computeIfAbsent(row.getString("tags"), Tags::of),
                schedule,
                Duration.ofSeconds(row.getLong("grace_seconds")),
                lamp(status, expectedAt, now),
                lastPingAt,
                expectedAt,
                runEndsAt != null && now.isBefore(runEndsAt) ? SqlInstant.of(row, "last_start_at") : null);
    }

    private static Schedule schedule(ResultSet row, Map<String, Schedule> known) throws SQLException {
        @Nullable Long period = row.getObject("period_seconds", Long.class);
        @Nullable String cron = row.getString("cron");
        @Nullable String zone = row.getString("time_zone");
        return known.computeIfAbsent(
                period == null ? cron + "\n" + zone : period.toString(), key -> StoredSchedule.of(period, cron, zone));
    }

    private static Lamp lamp(CheckStatus status, @Nullable Instant expectedAt, Instant now) {
        return switch (status) {
            case DOWN -> Lamp.DOWN;
            case UP -> expectedAt != null && !now.isBefore(expectedAt) ? Lamp.LATE : Lamp.UP;
            case PAUSED -> Lamp.PAUSED;
            case NEW -> Lamp.NEW;
        };
    }

    /**
     * Hashes of the rows of a project, computed by the database.
     *
     * @param standing of everything but the times of pings; null if the project has no check
     * @param pings of the times at which pings came and runs began; null if the project has no check
     */
    record Fingerprint(@Nullable String standing, @Nullable String pings) {}
}
