package dev.rollcall.project;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the rows of a table by project. */
@Component
class ProjectCountStore {

    private final JdbcClient jdbc;

    ProjectCountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns how many rows each project has. A project without rows is missing. */
    Map<ProjectId, Long> byProject(ProjectCount count) {
        Map<ProjectId, Long> counts = new HashMap<>();
        // The table name comes from our code, never from outside.
        jdbc.sql("SELECT project_id, count(*) AS rows FROM " + count.table() + " GROUP BY project_id")
                .query(row -> {
                    counts.put(new ProjectId(row.getObject("project_id", UUID.class)), row.getLong("rows"));
                });
        return counts;
    }
}
