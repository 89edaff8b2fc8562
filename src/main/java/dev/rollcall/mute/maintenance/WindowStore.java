package dev.rollcall.mute.maintenance;

import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.check.schedule.Unreadable;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.Tags;
import dev.rollcall.platform.api.CursorRequest.Cursor;
import dev.rollcall.platform.database.LockStore;
import dev.rollcall.platform.database.SqlArray;
import dev.rollcall.project.ProjectId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores which checks a maintenance window names, and finds those that it mutes. */
@Component
class WindowStore {

    private final JdbcClient jdbc;
    private final LockStore locks;

    WindowStore(JdbcClient jdbc, LockStore locks) {
        this.jdbc = jdbc;
        this.locks = locks;
    }

    /** Makes other transactions that create windows in this project wait until this one ends, so the limit holds. */
    void lock(ProjectId project) {
        locks.lock("windows of " + project.value());
    }

    /** The ids of the project's windows after this position, oldest first. */
    List<UUID> after(ProjectId project, Cursor<UUID> position, int limit) {
        return jdbc.sql("""
                        SELECT id
                        FROM maintenance_windows
                        WHERE project_id = :project AND (created_at, id) > (:at, :id)
                        ORDER BY created_at, id
                        LIMIT :limit
                        """)
                .param("project", project.value())
                .param("at", position.at().atOffset(ZoneOffset.UTC))
                .param("id", position.id())
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    /** Replaces the checks that the window names. A check that is deleted at the same time is left out. */
    void replace(UUID window, Collection<CheckId> checks) {
        jdbc.sql("DELETE FROM maintenance_window_checks WHERE window_id = :window AND check_id <> ALL (:checks)")
                .param("window", window)
                .param("checks", SqlArray.of("uuid", checks, CheckId::value))
                .update();
        jdbc.sql("""
                        INSERT INTO maintenance_window_checks (window_id, check_id)
                        SELECT :window, id
                        FROM checks
                        WHERE id = ANY (:checks)
                        ORDER BY id
                        FOR KEY SHARE
                        ON CONFLICT DO NOTHING
                        """)
                .param("window", window)
                .param("checks", SqlArray.of("uuid", checks, CheckId::value))
                .update();
    }

    /** The checks that each window names. A window without any is missing. */
    Map<UUID, WindowChecks> checks(Collection<UUID> windows) {
        Map<UUID, WindowChecks> found = new HashMap<>();
        jdbc.sql("""
                        SELECT n.window_id, c.id, c.unique_key
                        FROM maintenance_window_checks n
                        JOIN checks c ON c.id = n.check_id
                        WHERE n.window_id = ANY (:windows)
                        ORDER BY c.id
                        """).param("windows", SqlArray.of("uuid", windows, id -> id)).query(row -> {
            WindowChecks checks = found.computeIfAbsent(
                    row.getObject("window_id", UUID.class),
                    window -> new WindowChecks(new ArrayList<>(), new ArrayList<>()));
            checks.ids().add(new CheckId(row.getObject("id", UUID.class)));
            checks.uniqueKeys().add(row.getString("unique_key"));
        });
        return found;
    }

    /** All checks that the window mutes while it is open. */
    Set<CheckId> muted(UUID window) {
        return jdbc
                .sql("""
                        SELECT c.id
                        FROM maintenance_windows w
                        JOIN checks c ON c.project_id = w.project_id
                        WHERE w.id = :window
                            AND (w.all_checks
                                OR array_remove(string_to_array(%s, ' '), '') && string_to_array(%s, ' ')
                                OR EXISTS (
                                    SELECT 1
                                    FROM maintenance_window_checks n
                                    WHERE n.window_id = w.id AND n.check_id = c.id
                                ))
                        """.formatted(Tags.spaced("w.tags"), Tags.spaced("c.tags")))
                .param("window", window)
                .query(UUID.class)
                .list()
                .stream()
                .map(CheckId::new)
                .collect(Collectors.toSet());
    }

    /** How many repeated windows of all projects have a schedule or time zone that this release cannot read. */
    long unreadable() {
        return jdbc
                .sql("""
                        SELECT cron, time_zone, count(*) AS windows
                        FROM maintenance_windows
                        WHERE cron IS NOT NULL
                        GROUP BY cron, time_zone
                        """)
                .query((row, n) ->
                        ScheduleExpression.kept(row.getString("cron"), row.getString("time_zone")) instanceof Unreadable
                                ? row.getLong("windows")
                                : 0)
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Looks at the next {@code limit} windows by id, and deletes those that were over before this time. */
    Deleted deleteBefore(Instant time, UUID after, int limit) {
        return jdbc.sql("""
                        WITH looked_at AS (
                            SELECT id
                            FROM maintenance_windows
                            WHERE id > :after
                            ORDER BY id
                            LIMIT :limit
                        ), deleted AS (
                            DELETE FROM maintenance_windows w
                            USING looked_at l
                            WHERE w.id = l.id AND w.end_at < :time
                            RETURNING w.id
                        )
                        SELECT (SELECT count(*) FROM deleted) AS deleted,
                            (SELECT id FROM looked_at ORDER BY id OFFSET :limit - 1) AS last
                        """)
                .param("time", time.atOffset(ZoneOffset.UTC))
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new Deleted(row.getInt("deleted"), row.getObject("last", UUID.class)))
                .single();
    }

    /**
     * What was deleted.
     *
     * @param last the last id that was looked at, or null if no window follows it
     */
    record Deleted(int count, @Nullable UUID last) {}
}
