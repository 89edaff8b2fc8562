package dev.rollcall.check.limit;

import dev.rollcall.project.ProjectId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the checks of a project. */
@Component
class CheckCountStore {

    private final JdbcClient jdbc;

    CheckCountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The number of checks of the project, at most {@code most}; it reads no more rows than that. */
    long countUpTo(long most, ProjectId project) {
        return jdbc.sql("""
                        SELECT count(*)
                        FROM (SELECT 1 FROM checks WHERE project_id = :project LIMIT :most) AS counted
                        """)
                .param("project", project.value())
                .param("most", most)
                .query(Long.class)
                .single();
    }
}
