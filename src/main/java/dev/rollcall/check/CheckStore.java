package dev.rollcall.check;

import dev.rollcall.platform.SqlArray;
import dev.rollcall.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads checks with their states, for showing. */
@Component
class CheckStore {

    private static final String SELECT = """
            SELECT c.id, c.project_id, c.unique_key, c.badge_key, c.name, c.slug, c.tags,
                c.description,
                c.period_seconds, c.cron, c.time_zone, c.grace_seconds, c.manual_resume, c.methods,
                c.start_keywords, c.success_keywords, c.failure_keywords, c.filter_subject, c.filter_body,
                c.filter_http_body, c.filter_default_fail,
                s.status, s.ping_count, s.last_ping_at, s.last_start_at, s.last_start_run_id, s.last_duration_ms
            FROM checks c
            JOIN check_states s ON s.check_id = c.id
            """;

    private final JdbcClient jdbc;

    CheckStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<CheckView> all(ProjectId project, @Nullable String slug) {
        return jdbc.sql(SELECT + """
                        WHERE c.project_id = :project
                            AND (:slug::text IS NULL OR c.slug = :slug)
                        ORDER BY c.created_at, c.id
                        """)
                .param("project", project.value())
                .param("slug", slug)
                .query(CheckStore::view)
                .list();
    }

    Optional<CheckView> find(CheckId id) {
        return jdbc.sql(SELECT + "WHERE c.id = :id")
                .param("id", id.value())
                .query(CheckStore::view)
                .optional();
    }

    List<CheckView> find(Collection<CheckId> ids) {
        return jdbc.sql(SELECT + "WHERE c.id = ANY (:ids)")
                .param("ids", SqlArray.of("uuid", ids, CheckId::value))
                .query(CheckStore::view)
                .list();
    }

    Optional<CheckView> findByUniqueKey(String uniqueKey) {
        return jdbc.sql(SELECT + "WHERE c.unique_key = :uniqueKey")
                .param("uniqueKey", uniqueKey)
                .query(CheckStore::view)
                .optional();
    }

    private static CheckView view(ResultSet row, int n) throws SQLException {
        return new CheckView(
                new CheckId(row.getObject("id", UUID.class)),
                new ProjectId(row.getObject("project_id", UUID.class)),
                row.getString("unique_key"),
                row.getObject("badge_key", UUID.class),
                row.getString("name"),
                row.getString("slug"),
                row.getString("tags"),
                row.getString("description"),
                CheckStateStore.schedule(row),
                Duration.ofSeconds(row.getLong("grace_seconds")),
                row.getBoolean("manual_resume"),
                row.getString("methods"),
                CheckStateStore.keywords(row),
                CheckStateStore.state(row),
                List.of());
    }
}
