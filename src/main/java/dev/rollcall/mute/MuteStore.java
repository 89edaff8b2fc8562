package dev.rollcall.mute;

import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.database.SqlArray;
import dev.rollcall.platform.database.SqlInstant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
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
     * What mutes these checks at {@code now}. A repeated window is read whether it is open or not, because its schedule
     * is not SQL.
     *
     * <p>A parent is down from its deadline on, as the API shows it. Checks that depend on each other in a circle, which
     * only an import can make, are not muted by each other: one of them may be the reason of the silence.
     */
    List<Cause> of(Collection<CheckId> checks, Instant now) {
        return jdbc.sql("""
                        WITH RECURSIVE wanted AS (
                            SELECT id, project_id, make_interval(secs => grace_seconds) AS grace,
                                string_to_array(translate(tags, E'\\t\\n\\x0B\\f\\r', '     '), ' ') AS tags
                            FROM checks
                            WHERE id = ANY (:checks)
                        ), ancestors (check_id, ancestor_id) AS (
                            SELECT check_id, parent_id
                            FROM check_parents
                            WHERE check_id = ANY (:checks)
                            UNION
                            SELECT a.check_id, p.parent_id
                            FROM ancestors a
                            JOIN check_parents p ON p.check_id = a.ancestor_id
                        )
                        SELECT 'MAINTENANCE' AS reason, w.name, w.end_at AS until_at, w.cron, w.time_zone,
                            w.duration_seconds, array_agg(c.id) AS checks
                        FROM maintenance_windows w
                        JOIN wanted c ON c.project_id = w.project_id
                        WHERE (w.cron IS NOT NULL OR (w.start_at <= :now AND w.end_at > :now))
                            AND (w.all_checks
                                OR array_remove(string_to_array(w.tags, ' '), '') && c.tags
                                OR EXISTS (
                                    SELECT 1
                                    FROM maintenance_window_checks n
                                    WHERE n.window_id = w.id AND n.check_id = c.id
                                ))
                        GROUP BY w.id
                        UNION ALL
                        SELECT 'SNOOZE', '', until_at, NULL, NULL, NULL, ARRAY[check_id]
                        FROM snoozes
                        WHERE check_id = ANY (:checks) AND until_at > :now
                        UNION ALL
                        SELECT 'PARENT', p.name, CASE WHEN state.is_down THEN NULL ELSE back.flipped_at + c.grace END,
                            NULL, NULL, NULL, ARRAY[c.id]
                        FROM ancestors a
                        JOIN wanted c ON c.id = a.check_id
                        JOIN checks p ON p.id = a.ancestor_id
                        CROSS JOIN LATERAL (
                            SELECT status = 'DOWN' OR coalesce(down_after <= :now, false) AS is_down
                            FROM check_states
                            WHERE check_id = p.id
                        ) state
                        CROSS JOIN LATERAL (
                            SELECT max(flipped_at) AS flipped_at
                            FROM flips
                            WHERE check_id = p.id AND from_status = 'DOWN' AND flipped_at > :now - c.grace
                        ) back
                        WHERE (state.is_down OR back.flipped_at IS NOT NULL)
                            AND NOT EXISTS (
                                SELECT 1
                                FROM ancestors self
                                WHERE self.check_id = a.check_id AND self.ancestor_id = a.check_id
                            )
                        """)
                .param("checks", SqlArray.of("uuid", checks, CheckId::value))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Cause(mute(row, now), checks(row)))
                .list();
    }

    private static @Nullable Mute mute(ResultSet row, Instant now) throws SQLException {
        var reason = Mute.Reason.valueOf(row.getString("reason"));
        String name = row.getString("name");
        Instant until = SqlInstant.of(row, "until_at");
        @Nullable String cron = row.getString("cron");
        if (cron == null) {
            return new Mute(reason, until, name);
        }
        var openings = new Openings(
                ScheduleExpression.kept(cron, row.getString("time_zone")),
                Duration.ofSeconds(row.getLong("duration_seconds")));
        Instant end = openings.endAt(now);
        return end == null ? null : new Mute(reason, end, name);
    }

    private static List<CheckId> checks(ResultSet row) throws SQLException {
        return Arrays.stream((UUID[]) row.getArray("checks").getArray())
                .map(CheckId::new)
                .toList();
    }

    /**
     * What may mute some checks.
     *
     * @param mute null for a repeated window that is closed
     */
    record Cause(@Nullable Mute mute, List<CheckId> checks) {}
}
