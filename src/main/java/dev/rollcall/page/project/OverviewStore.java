package dev.rollcall.page.project;

import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts what a project has, with one statement. */
@Component
@WebProcess
class OverviewStore {

    private final JdbcClient jdbc;

    OverviewStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Overview of(ProjectId project) {
        return jdbc.sql("""
                        SELECT p.name, p.created_at,
                            (SELECT count(*) FROM checks WHERE project_id = p.id) AS checks,
                            (SELECT count(*) FROM channels WHERE project_id = p.id) AS channels,
                            (SELECT count(*) FROM memberships WHERE project_id = p.id) AS people,
                            (SELECT count(*) FROM maintenance_windows WHERE project_id = p.id) AS windows,
                            (SELECT slug FROM status_pages WHERE project_id = p.id AND is_public) AS status_slug
                        FROM projects p
                        WHERE p.id = :project
                        """)
                .param("project", project.value())
                .query((row, n) -> new Overview(
                        row.getString("name"),
                        Objects.requireNonNull(SqlInstant.of(row, "created_at")),
                        row.getInt("checks"),
                        row.getInt("channels"),
                        row.getInt("people"),
                        row.getInt("windows"),
                        row.getString("status_slug")))
                .single();
    }
}
