package dev.rollcall.check.lookup;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.database.LockStore;
import dev.rollcall.project.ProjectId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds checks by slug, which several checks of a project may share, and by the fields of {@code unique}. */
@Component
public class LookupStore {

    private static final int ENOUGH_TO_BE_AMBIGUOUS = 2;

    private final JdbcClient jdbc;
    private final LockStore locks;

    LookupStore(JdbcClient jdbc, LockStore locks) {
        this.jdbc = jdbc;
        this.locks = locks;
    }

    /**
     * Makes other upserts of this project wait until the transaction ends, so the next one finds the check that this
     * one creates.
     */
    public void lock(ProjectId project) {
        locks.lock("checks of " + project.value());
    }

    /** At most two: that is enough to see that the slug is ambiguous. */
    public List<CheckId> find(ProjectId project, String slug) {
        return jdbc
                .sql("""
                        SELECT id
                        FROM checks
                        WHERE project_id = :project AND slug = :slug AND slug <> ''
                        LIMIT :enough
                        """)
                .param("project", project.value())
                .param("slug", slug)
                .param("enough", ENOUGH_TO_BE_AMBIGUOUS)
                .query(UUID.class)
                .list()
                .stream()
                .map(CheckId::new)
                .toList();
    }

    /** The oldest check of the project that has these values. A null value is not compared. */
    public Optional<CheckId> find(ProjectId project, UniqueFields fields) {
        // Conditions that are not needed are left out, so the planner can use an index.
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
