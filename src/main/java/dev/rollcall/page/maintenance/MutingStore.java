package dev.rollcall.page.maintenance;

import dev.rollcall.check.CheckView;
import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.check.state.Tags;
import dev.rollcall.mute.Openings;
import dev.rollcall.platform.database.SqlArray;
import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the maintenance windows and the snoozes of a project. Each method runs one statement. */
@Component
@WebProcess
class MutingStore {

    private static final int MAX_SNOOZES = 200;

    private static final String WINDOWS = """
            SELECT w.id, w.name, w.start_at, w.end_at, w.cron, w.time_zone, w.duration_seconds, w.all_checks, w.tags,
                (SELECT count(*) FROM maintenance_window_checks WHERE window_id = w.id) AS named,
                ARRAY(
                    SELECT c.name
                    FROM maintenance_window_checks n
                    JOIN checks c ON c.id = n.check_id
                    WHERE n.window_id = w.id
                    ORDER BY lower(c.name), c.id
                    LIMIT 3
                ) AS some_names
            FROM maintenance_windows w
            """;

    private final JdbcClient jdbc;

    MutingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<ListedWindow> windows(ProjectId project) {
        return jdbc.sql(WINDOWS + """
                        WHERE w.project_id = :project
                        ORDER BY w.created_at, w.id
                        """)
                .param("project", project.value())
                .query(MutingStore::window)
                .list();
    }

    /** The windows that mute this check whenever they are open. The rule is that of {@code OpenWindow.mutes}. */
    List<ListedWindow> windowsOf(CheckView check) {
        return jdbc.sql(WINDOWS + """
                        WHERE w.project_id = :project AND (
                            w.all_checks
                            OR string_to_array(%s, ' ') && :tags
                            OR EXISTS (SELECT 1 FROM maintenance_window_checks WHERE window_id = w.id AND check_id = :check)
                        )
                        ORDER BY w.created_at, w.id
                        """.formatted(Tags.spaced("w.tags")))
                .param("project", check.project().value())
                .param("tags", SqlArray.of("text", check.tagList(), tag -> tag))
                .param("check", check.id().value())
                .query(MutingStore::window)
                .list();
    }

    /** The snoozes that have not ended; the first to end comes first. */
    List<ActiveSnooze> snoozes(ProjectId project, Instant now) {
        return jdbc.sql("""
                        SELECT c.unique_key, c.name, z.until_at
                        FROM checks c
                        JOIN snoozes z ON z.check_id = c.id
                        WHERE c.project_id = :project AND z.until_at > :now
                        ORDER BY z.until_at, c.id
                        LIMIT :limit
                        """)
                .param("project", project.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", MAX_SNOOZES)
                .query((row, n) -> new ActiveSnooze(
                        row.getString("unique_key"),
                        row.getString("name"),
                        Objects.requireNonNull(SqlInstant.of(row, "until_at"))))
                .list();
    }

    private static ListedWindow window(ResultSet row, int n) throws SQLException {
        @Nullable String cron = row.getString("cron");
        return new ListedWindow(
                row.getObject("id", UUID.class),
                row.getString("name"),
                SqlInstant.of(row, "start_at"),
                SqlInstant.of(row, "end_at"),
                cron == null
                        ? null
                        : new Openings(
                                ScheduleExpression.kept(cron, row.getString("time_zone")),
                                Duration.ofSeconds(row.getLong("duration_seconds"))),
                row.getBoolean("all_checks"),
                Tags.of(row.getString("tags")),
                List.of((String[]) row.getArray("some_names").getArray()),
                row.getInt("named"));
    }
}
