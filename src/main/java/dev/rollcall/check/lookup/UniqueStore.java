package dev.rollcall.check.lookup;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.ProjectId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the check that {@code unique} selects, for one request of a project at a time. */
@Component
public class UniqueStore {

    private final JdbcClient jdbc;

    UniqueStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Makes other upserts of this project wait until the transaction ends, so that the next one finds the check that
     * this one creates. It is an advisory lock because a check that does not exist yet has no row to lock.
     */
    public void lock(ProjectId project) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('checks of ' || :project, 0))")
                .param("project", project.value().toString())
                .query(row -> {});
    }

    /** Finds the oldest check of the project that has these values. Null values are not compared. */
    public Optional<CheckId> find(ProjectId project, UniqueFields fields) {
        // Conditions that are not needed are left out, so that the planner can use an index.
        String conditions = condition("name", fields.name())
                + condition("slug", fields.slug())
                + condition("tags", fields.tags())
                + condition("period_seconds", fields.timeout())
                + condition("grace_seconds", fields.grace());
        return jdbc.sql("SELECT id FROM checks WHERE project_id = :project" + conditions
                        + " ORDER BY created_at, id LIMIT 1")
                .param("project", project.value())
                .param("name", fields.name())
                .param("slug", fields.slug())
                .param("tags", fields.tags())
                .param("period_seconds", fields.timeout())
                .param("grace_seconds", fields.grace())
                .query(UUID.class)
                .optional()
                .map(CheckId::new);
    }

    private static String condition(String column, @Nullable Object value) {
        return value == null ? "" : " AND " + column + " = :" + column;
    }
}
