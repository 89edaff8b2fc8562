package dev.rollcall.check.state;

import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.schedule.StoredSchedule;
import dev.rollcall.platform.database.SqlArray;
import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/**
 * Locks the states of checks, and writes them back in one statement after the rules of {@link CheckState} have changed
 * them.
 */
@Component
public class CheckStateStore {

    /** What {@link #schedule}, {@link #policy} and {@link #state} read, of {@code checks c} and {@code check_states s}. */
    public static final String COLUMNS = """
            c.period_seconds, c.cron, c.time_zone, c.grace_seconds, c.manual_resume, c.methods, c.start_keywords,
                c.success_keywords, c.failure_keywords, c.filter_subject, c.filter_body, c.filter_http_body,
                c.filter_default_fail, s.status, s.ping_count, s.last_ping_at, s.last_start_at, s.last_start_run_id,
                s.last_duration_ms, s.excused_at
            """;

    private final JdbcClient jdbc;

    CheckStateStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds the state of a new check. */
    public void insert(CheckId id) {
        jdbc.sql("INSERT INTO check_states (check_id) VALUES (:id)")
                .param("id", id.value())
                .update();
    }

    /** Locks in the order of the ids, so that two callers cannot deadlock. Ids without a check are left out. */
    public List<LockedCheck> lock(Collection<CheckId> ids) {
        var array = new SqlArrayValue("uuid", ids.stream().map(CheckId::value).toArray());
        jdbc.sql("""
                        SELECT check_id
                        FROM check_states
                        WHERE check_id = ANY (:ids)
                        ORDER BY check_id
                        FOR UPDATE
                        """).param("ids", array).query(UUID.class).list();
        // A second statement sees what was committed while the first one waited, so state and definition are the
        // latest. Definitions change only under this lock.
        return jdbc.sql("SELECT c.id, c.project_id, " + COLUMNS + """
                        FROM check_states s
                        JOIN checks c ON c.id = s.check_id
                        WHERE s.check_id = ANY (:ids)
                        """)
                .param("ids", array)
                .query(CheckStateStore::locked)
                .list();
    }

    /** Counts the checks by status. A status without checks is missing. */
    public Map<CheckStatus, Long> countByStatus() {
        Map<CheckStatus, Long> counts = new EnumMap<>(CheckStatus.class);
        jdbc.sql("""
                        SELECT status, count(*) AS checks
                        FROM check_states
                        GROUP BY status
                        """).query(row -> {
            counts.put(CheckStatus.valueOf(row.getString("status")), row.getLong("checks"));
        });
        return counts;
    }

    /** Writes the states of checks that this transaction has locked. */
    public void save(Collection<LockedCheck> checks) {
        // The sweep's index changes only if the new deadline is before the time at which the sweep looks. Otherwise the
        // sweep finds the later deadline when it looks. LEAST ignores nulls.
        jdbc.sql("""
                        UPDATE check_states s
                        SET status = u.status,
                            ping_count = u.ping_count,
                            last_ping_at = u.last_ping_at,
                            last_start_at = u.last_start_at,
                            last_start_run_id = u.last_start_run_id,
                            last_duration_ms = u.last_duration_ms,
                            down_after = u.down_after,
                            sweep_after = LEAST(s.sweep_after, u.down_after)
                        FROM unnest(:ids, :statuses, :pingCounts, :lastPings, :lastStarts, :runIds, :durations,
                                :deadlines)
                            AS u (id, status, ping_count, last_ping_at, last_start_at, last_start_run_id,
                                last_duration_ms, down_after)
                        WHERE s.check_id = u.id
                        """)
                .param("ids", SqlArray.of("uuid", checks, check -> check.id().value()))
                .param(
                        "statuses",
                        SqlArray.of(
                                "text", checks, check -> check.state().status().name()))
                .param(
                        "pingCounts",
                        SqlArray.of("bigint", checks, check -> check.state().pingCount()))
                .param(
                        "lastPings",
                        SqlArray.of(
                                "timestamptz", checks, check -> check.state().lastPingAt()))
                .param(
                        "lastStarts",
                        SqlArray.of(
                                "timestamptz", checks, check -> check.state().lastStartAt()))
                .param(
                        "runIds",
                        SqlArray.of("uuid", checks, check -> check.state().lastStartRunId()))
                .param(
                        "durations",
                        SqlArray.of(
                                "bigint", checks, check -> millis(check.state().lastDuration())))
                .param("deadlines", deadlines(checks))
                .update();
    }

    /** Writes the excuses and the deadlines of checks that this transaction has locked. The sweep looks as before. */
    public void saveExcuses(Collection<LockedCheck> checks) {
        jdbc.sql("""
                        UPDATE check_states s
                        SET excused_at = u.excused_at,
                            down_after = u.down_after,
                            sweep_after = LEAST(s.sweep_after, u.down_after)
                        FROM unnest(:ids, :instants, :deadlines) AS u (id, excused_at, down_after)
                        WHERE s.check_id = u.id
                        """)
                .param("ids", SqlArray.of("uuid", checks, check -> check.id().value()))
                .param(
                        "instants",
                        SqlArray.of(
                                "timestamptz", checks, check -> check.state().excusedAt()))
                .param("deadlines", deadlines(checks))
                .update();
    }

    public static CheckState state(ResultSet row) throws SQLException {
        Long duration = row.getObject("last_duration_ms", Long.class);
        return new CheckState(
                CheckStatus.valueOf(row.getString("status")),
                row.getLong("ping_count"),
                SqlInstant.of(row, "last_ping_at"),
                SqlInstant.of(row, "last_start_at"),
                row.getObject("last_start_run_id", UUID.class),
                duration == null ? null : Duration.ofMillis(duration),
                SqlInstant.of(row, "excused_at"));
    }

    public static Schedule schedule(ResultSet row) throws SQLException {
        return StoredSchedule.of(
                row.getObject("period_seconds", Long.class), row.getString("cron"), row.getString("time_zone"));
    }

    public static PingPolicy policy(ResultSet row) throws SQLException {
        var keywords = new KeywordFilter(
                row.getString("start_keywords"),
                row.getString("success_keywords"),
                row.getString("failure_keywords"),
                row.getBoolean("filter_subject"),
                row.getBoolean("filter_body"),
                row.getBoolean("filter_http_body"),
                row.getBoolean("filter_default_fail"));
        return new PingPolicy(row.getBoolean("manual_resume"), row.getString("methods"), keywords);
    }

    private static LockedCheck locked(ResultSet row, int n) throws SQLException {
        return new LockedCheck(
                new CheckId(row.getObject("id", UUID.class)),
                new ProjectId(row.getObject("project_id", UUID.class)),
                schedule(row),
                Duration.ofSeconds(row.getLong("grace_seconds")),
                policy(row),
                state(row));
    }

    private static SqlArrayValue deadlines(Collection<LockedCheck> checks) {
        return SqlArray.of("timestamptz", checks, LockedCheck::downAfter);
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
