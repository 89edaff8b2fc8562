package dev.rollcall.check.lookup;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.ProjectId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds checks by slug, which several of a project may share. */
@Component
public class SlugStore {

    private static final int ENOUGH_TO_BE_AMBIGUOUS = 2;

    private final JdbcClient jdbc;

    SlugStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** At most two: more would say nothing more. */
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
}
