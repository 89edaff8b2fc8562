package dev.rollcall.check.state;

import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.schedule.StoredSchedule;
import dev.rollcall.check.state.StatusChange.Reason;
import dev.rollcall.platform.database.SqlArray;
import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
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
                c.filter_default_fail, c.start_grace_seconds, c.max_duration_seconds, c.min_duration_seconds,
                c.failure_tolerance, c.recovery_tolerance, s.status, s.ping_count, s.last_ping_at, s.last_start_at, s.last_start_run_id,
                s.last_duration_ms, s.streak
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
        List<Row> rows = checks.stream().map(Row::of).toList();
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
                            streak = u.streak,
                            down_reason = u.down_reason,
                            down_after = u.down_after,
                            sweep_after = LEAST(s.sweep_after, u.down_after)
                        FROM unnest(:ids, :statuses, :pingCounts, :lastPings, :lastStarts, :runIds, :durations,
                                :streaks, :reasons, :deadlines)
                            AS u (id, status, ping_count, last_ping_at, last_start_at, last_start_run_id,
                                last_duration_ms, streak, down_reason, down_after)
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
                .param(
                        "streaks",
                        SqlArray.of(
                                "smallint",
                                checks,
                                check -> check.state().progress().streak()))
                .param("reasons", SqlArray.of("text", rows, Row::downReason))
                .param("deadlines", SqlArray.of("timestamptz", rows, Row::downAfter))
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
                new Progress(row.getInt("streak")));
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
        return new PingPolicy(row.getBoolean("manual_resume"), row.getString("methods"), keywords, runs(row));
    }

    private static RunPolicy runs(ResultSet row) throws SQLException {
        var limits = new RunLimits(
                seconds(row, "start_grace_seconds"),
                seconds(row, "max_duration_seconds"),
                seconds(row, "min_duration_seconds"));
        return new RunPolicy(limits, new Tolerance(row.getInt("failure_tolerance"), row.getInt("recovery_tolerance")));
    }

    private static @Nullable Duration seconds(ResultSet row, String column) throws SQLException {
        long seconds = row.getLong(column);
        return row.wasNull() ? null : Duration.ofSeconds(seconds);
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

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    /** What follows from the state of a check and is stored with it. */
    private record Row(
            @Nullable Instant downAfter, @Nullable String downReason) {

        static Row of(LockedCheck check) {
            Deadlines.Miss down = check.deadlines().down();
            return down == null
                    ? new Row(null, null)
                    : new Row(
                            down.at(),
                            down.reason() == Reason.TIMEOUT
                                    ? null
                                    : down.reason().name());
        }
    }
}
