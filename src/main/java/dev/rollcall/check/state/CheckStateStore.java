package dev.rollcall.check.state;

import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.schedule.StoredSchedule;
import dev.rollcall.check.state.StatusChange.Reason;
import dev.rollcall.platform.database.SqlArray;
import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.project.ProjectId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /**
     * The columns of {@code checks c} and {@code check_states s} that {@link #schedule}, {@link #policy} and {@link
     * #state} read.
     */
    public static final String COLUMNS = """
            c.period_seconds, c.cron, c.time_zone, c.grace_seconds, c.manual_resume, c.methods, c.start_keywords,
                c.success_keywords, c.failure_keywords, c.filter_subject, c.filter_body, c.filter_http_body,
                c.filter_default_fail, c.start_grace_seconds, c.max_duration_seconds, c.min_duration_seconds,
                c.failure_tolerance, c.recovery_tolerance, c.expected_pings, c.expected_hosts,
                c.expected_period_seconds, c.notify_late,
                s.status, s.ping_count, s.last_ping_at, s.last_start_at, s.last_start_run_id, s.last_duration_ms,
                s.streak, s.period_started_at, s.period_pings, s.period_hosts, s.excused_at
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

    /** Locks in the order of the ids, so two callers cannot deadlock. Ids without a check are left out. */
    public List<LockedCheck> lock(Collection<CheckId> ids) {
        var array = new SqlArrayValue("uuid", ids.stream().map(CheckId::value).toArray());
        jdbc.sql("""
                        SELECT check_id
                        FROM check_states
                        WHERE check_id = ANY (:ids)
                        ORDER BY check_id
                        FOR UPDATE
                        """).param("ids", array).query(UUID.class).list();
        // A second statement sees what was committed while the first one waited, so state and definition are current.
        // Definitions change only under this lock.
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
        // The sweep's index changes only if the sweep must look sooner than planned. Otherwise it finds the later
        // deadline when it looks. Once a late alert was sent, no look is needed. LEAST and NULLIF ignore nulls.
        jdbc.sql("""
                        UPDATE check_states s
                        SET status = u.status,
                            ping_count = u.ping_count,
                            last_ping_at = u.last_ping_at,
                            last_start_at = u.last_start_at,
                            last_start_run_id = u.last_start_run_id,
                            last_duration_ms = u.last_duration_ms,
                            streak = u.streak,
                            period_started_at = u.period_started_at,
                            period_pings = u.period_pings,
                            down_reason = u.down_reason,
                            down_after = u.down_after,
                            late_after = u.late_after,
                            sweep_after = LEAST(s.sweep_after, u.down_after,
                                NULLIF(u.late_after, s.late_alerted_after))
                        FROM unnest(:ids, :statuses, :pingCounts, :lastPings, :lastStarts, :runIds, :durations,
                                :streaks, :periods, :periodPings, :reasons, :deadlines,
                                :lateTimes)
                            AS u (id, status, ping_count, last_ping_at, last_start_at, last_start_run_id,
                                last_duration_ms, streak, period_started_at, period_pings, down_reason, down_after,
                                late_after)
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
                .param(
                        "periods",
                        SqlArray.of(
                                "timestamptz",
                                checks,
                                check -> check.state().progress().periodStartedAt()))
                .param(
                        "periodPings",
                        SqlArray.of(
                                "integer",
                                checks,
                                check -> check.state().progress().periodPings()))
                .param("reasons", SqlArray.of("text", rows, Row::downReason))
                .param("deadlines", SqlArray.of("timestamptz", rows, Row::downAfter))
                .param("lateTimes", SqlArray.of("timestamptz", rows, Row::lateAfter))
                .update();
        saveHosts(checks.stream()
                .filter(check -> check.policy().runs().countsHosts())
                .toList());
    }

    /** Few checks count hosts, so the column has a statement of its own: other pings do not pay for it. */
    private void saveHosts(List<LockedCheck> checks) {
        if (checks.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        UPDATE check_states s
                        SET period_hosts = string_to_array(u.hosts, ' ')
                        FROM unnest(:ids, :hosts) AS u (id, hosts)
                        WHERE s.check_id = u.id
                        """)
                .param("ids", SqlArray.of("uuid", checks, check -> check.id().value()))
                .param(
                        "hosts",
                        SqlArray.of(
                                "text",
                                checks,
                                check -> String.join(
                                        " ", check.state().progress().periodHosts())))
                .update();
    }

    /** Writes the states of checks that this transaction has locked, with their excuses. */
    public void saveExcuses(Collection<LockedCheck> checks) {
        // Pings never write this column, so it has a statement of its own.
        jdbc.sql("""
                        UPDATE check_states s
                        SET excused_at = u.excused_at
                        FROM unnest(:ids, :instants) AS u (id, excused_at)
                        WHERE s.check_id = u.id
                        """)
                .param("ids", SqlArray.of("uuid", checks, check -> check.id().value()))
                .param(
                        "instants",
                        SqlArray.of(
                                "timestamptz", checks, check -> check.state().excusedAt()))
                .update();
        save(checks);
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
                new Progress(
                        row.getInt("streak"),
                        SqlInstant.of(row, "period_started_at"),
                        row.getInt("period_pings"),
                        hosts(row.getArray("period_hosts"))),
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
        return new PingPolicy(row.getBoolean("manual_resume"), row.getString("methods"), keywords, runs(row));
    }

    private static RunPolicy runs(ResultSet row) throws SQLException {
        var limits = new RunLimits(
                seconds(row, "start_grace_seconds"),
                seconds(row, "max_duration_seconds"),
                seconds(row, "min_duration_seconds"));
        var tolerance = new Tolerance(row.getInt("failure_tolerance"), row.getInt("recovery_tolerance"));
        Duration period = seconds(row, "expected_period_seconds");
        PingQuota quota = period == null
                ? null
                : new PingQuota(row.getInt("expected_pings"), row.getInt("expected_hosts"), period);
        return new RunPolicy(limits, tolerance, quota, row.getBoolean("notify_late"));
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

    private static Set<String> hosts(@Nullable Array array) throws SQLException {
        return array == null ? Set.of() : Set.copyOf(List.of((String[]) array.getArray()));
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    /** Values that follow from the state of a check and are stored with it. */
    private record Row(
            @Nullable Instant downAfter,
            @Nullable String downReason,
            @Nullable Instant lateAfter) {

        static Row of(LockedCheck check) {
            Deadlines deadlines = check.deadlines();
            Deadlines.Miss down = deadlines.down();
            return new Row(
                    down == null ? null : down.at(),
                    down == null || down.reason() == Reason.TIMEOUT
                            ? null
                            : down.reason().name(),
                    deadlines.lateAfter());
        }
    }
}
