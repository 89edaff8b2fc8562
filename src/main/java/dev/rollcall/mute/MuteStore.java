package dev.rollcall.mute;

import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.Tags;
import dev.rollcall.platform.database.SqlArray;
import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads everything that may mute checks. */
@Component
class MuteStore {

    private final JdbcClient jdbc;

    MuteStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Whether anything may mute one of the checks: a window of their projects, a snooze, or a parent. Usually nothing
     * does, and {@link #find} is many times more expensive.
     */
    boolean mayBeMuted(Collection<CheckId> checks) {
        return jdbc.sql("""
                        SELECT EXISTS (
                                SELECT 1
                                FROM maintenance_windows
                                WHERE project_id IN (SELECT project_id FROM checks WHERE id = ANY (:checks))
                            )
                            OR EXISTS (SELECT 1 FROM snoozes WHERE check_id = ANY (:checks))
                            OR EXISTS (SELECT 1 FROM check_parents WHERE check_id = ANY (:checks))
                        """)
                .param("checks", SqlArray.of("uuid", checks, CheckId::value))
                .query(Boolean.class)
                .single();
    }

    /**
     * The checks with all their ancestors, and the windows of their projects that are open at {@code now}. A repeated
     * window is read whether it is open or not, because SQL cannot evaluate its schedule. Each check and each window is
     * one row.
     */
    Found find(Collection<CheckId> checks, Instant now) {
        List<Subject> family = new ArrayList<>();
        List<OpenWindow> windows = new ArrayList<>();
        // A check is down from its deadline on, as the API shows it.
        jdbc.sql("""
                        WITH RECURSIVE family (id) AS (
                            SELECT id
                            FROM checks
                            WHERE id = ANY (:checks)
                            UNION
                            SELECT p.parent_id
                            FROM family f
                            JOIN check_parents p ON p.check_id = f.id
                        )
                        SELECT true AS is_check, c.id, c.project_id, c.name, c.tags, z.until_at,
                            c.grace_seconds AS seconds,
                            ARRAY(SELECT parent_id FROM check_parents WHERE check_id = c.id) AS checks,
                            s.status = 'DOWN' OR coalesce(s.down_after <= :now, false) AS is_down,
                            CASE
                                WHEN EXISTS (SELECT 1 FROM check_parents WHERE parent_id = c.id) THEN (
                                    SELECT flipped_at
                                    FROM flips
                                    WHERE check_id = c.id AND from_status = 'DOWN'
                                    ORDER BY flipped_at DESC
                                    LIMIT 1
                                )
                            END AS recovered_at,
                            NULL AS cron, NULL AS time_zone, NULL AS all_checks
                        FROM family f
                        JOIN checks c ON c.id = f.id
                        JOIN check_states s ON s.check_id = c.id
                        LEFT JOIN snoozes z ON z.check_id = c.id AND z.until_at > :now
                        UNION ALL
                        SELECT false, w.id, w.project_id, w.name, w.tags, w.end_at, w.duration_seconds,
                            ARRAY(
                                SELECT check_id
                                FROM maintenance_window_checks
                                WHERE window_id = w.id AND check_id = ANY (:checks)
                            ),
                            NULL, NULL, w.cron, w.time_zone, w.all_checks
                        FROM maintenance_windows w
                        WHERE w.project_id IN (SELECT project_id FROM checks WHERE id = ANY (:checks))
                            AND (w.cron IS NOT NULL OR (w.start_at <= :now AND w.end_at > :now))
                        """)
                .param("checks", SqlArray.of("uuid", checks, CheckId::value))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(row -> {
                    if (row.getBoolean("is_check")) {
                        family.add(subject(row));
                    } else {
                        Instant until = openUntil(row, now);
                        if (until != null) {
                            windows.add(window(row, until));
                        }
                    }
                });
        return new Found(family, windows);
    }

    private static Subject subject(ResultSet row) throws SQLException {
        return new Subject(
                new CheckId(row.getObject("id", UUID.class)),
                new ProjectId(row.getObject("project_id", UUID.class)),
                row.getString("name"),
                tags(row),
                SqlInstant.of(row, "until_at"),
                Duration.ofSeconds(row.getLong("seconds")),
                checks(row),
                row.getBoolean("is_down"),
                SqlInstant.of(row, "recovered_at"));
    }

    private static OpenWindow window(ResultSet row, Instant until) throws SQLException {
        return new OpenWindow(
                new ProjectId(row.getObject("project_id", UUID.class)),
                row.getString("name"),
                until,
                row.getBoolean("all_checks"),
                tags(row),
                Set.copyOf(checks(row)));
    }

    private static @Nullable Instant openUntil(ResultSet row, Instant now) throws SQLException {
        @Nullable String cron = row.getString("cron");
        if (cron == null) {
            return SqlInstant.of(row, "until_at");
        }
        var openings = new Openings(
                ScheduleExpression.kept(cron, row.getString("time_zone")), Duration.ofSeconds(row.getLong("seconds")));
        return openings.endAt(now);
    }

    private static Set<String> tags(ResultSet row) throws SQLException {
        return Set.copyOf(Tags.of(row.getString("tags")));
    }

    private static List<CheckId> checks(ResultSet row) throws SQLException {
        return Arrays.stream((UUID[]) row.getArray("checks").getArray())
                .map(CheckId::new)
                .toList();
    }

    /**
     * What was found.
     *
     * @param family the checks that were asked for, and all their ancestors
     */
    record Found(List<Subject> family, List<OpenWindow> windows) {}
}
