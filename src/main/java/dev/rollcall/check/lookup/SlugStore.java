package dev.rollcall.check.lookup;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.ProjectId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds checks by slug. Several checks of a project may have the same slug. */
@Component
public class SlugStore {

    /** Two are enough to know that a slug is ambiguous. */
    private static final int MAX_FOUND = 2;

    private final JdbcClient jdbc;

    SlugStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Finds at most two checks with this slug. */
    public List<CheckId> find(ProjectId project, String slug) {
        return jdbc
                .sql("""
                        SELECT id
                        FROM checks
                        WHERE project_id = :project AND slug = :slug AND slug <> ''
                        LIMIT :limit
                        """)
                .param("project", project.value())
                .param("slug", slug)
                .param("limit", MAX_FOUND)
                .query(UUID.class)
                .list()
                .stream()
                .map(CheckId::new)
                .toList();
    }
}
