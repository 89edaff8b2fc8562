package dev.rollcall.metrics;

import dev.rollcall.check.CheckView;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckStateStore;
import dev.rollcall.check.state.Tags;
import dev.rollcall.platform.api.CursorRequest.Cursor;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads only what the metrics of a project need, because each metric reads all checks. */
@Component
@WebProcess
class MetricsStore {

    private final JdbcClient jdbc;

    MetricsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Lists the project's checks after this position, oldest first, without their descriptions, channels and parents.
     */
    List<Row> checks(ProjectId project, @Nullable Cursor<CheckId> after, int limit) {
        String condition = after == null ? "" : "AND (c.created_at, c.id) > (:createdAt, :id)";
        return jdbc.sql("""
                        SELECT c.id, c.project_id, c.unique_key, c.badge_key, c.name, c.slug, c.tags, c.created_at,
                            %s
                        FROM checks c
                        JOIN check_states s ON s.check_id = c.id
                        WHERE c.project_id = :project %s
                        ORDER BY c.created_at, c.id
                        LIMIT :limit
                        """.formatted(CheckStateStore.COLUMNS, condition))
                .param("project", project.value())
                .param("createdAt", after == null ? null : after.at().atOffset(ZoneOffset.UTC))
                .param("id", after == null ? null : after.id().value())
                .param("limit", limit)
                .query(MetricsStore::row)
                .list();
    }

    /**
     * Lists the project's tags after this one, each once, in the order of their characters. Tags are split as in
     * {@link CheckView#tagList()}, and a check is down as in {@link CheckView#statusAt}.
     */
    List<Tag> tags(ProjectId project, Instant now, String after, int limit) {
        return jdbc.sql("""
                        SELECT t.tag COLLATE "C" AS tag, bool_or(s.status = 'DOWN' OR s.down_after <= :now) AS is_down
                        FROM checks c
                        JOIN check_states s ON s.check_id = c.id
                        CROSS JOIN LATERAL string_to_table(%s, ' ') AS t (tag)
                        WHERE c.project_id = :project AND t.tag COLLATE "C" > :after
                        GROUP BY 1
                        ORDER BY 1
                        LIMIT :limit
                        """.formatted(Tags.spaced("c.tags")))
                .param("project", project.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new Tag(row.getString("tag"), row.getBoolean("is_down")))
                .list();
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        var check = new CheckView(
                new CheckId(row.getObject("id", UUID.class)),
                new ProjectId(row.getObject("project_id", UUID.class)),
                row.getString("unique_key"),
                row.getObject("badge_key", UUID.class),
                CheckView.Labels.of(row.getString("name"), row.getString("slug"), row.getString("tags"), ""),
                CheckStateStore.schedule(row),
                Duration.ofSeconds(row.getLong("grace_seconds")),
                CheckStateStore.policy(row),
                CheckStateStore.state(row),
                List.of());
        return new Row(check, row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    /** A check with its place in the list. */
    record Row(CheckView check, Instant createdAt) {

        Cursor<CheckId> place() {
            return new Cursor<>(createdAt, check.id());
        }
    }

    /** A tag, and whether any check that has it is down. */
    record Tag(String name, boolean isDown) {}
}
