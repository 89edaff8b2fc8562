package dev.rollcall.check;

import dev.rollcall.project.ProjectCount;
import dev.rollcall.project.ProjectId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many checks each project has. */
@Component
class CheckCountStore implements ProjectCount {

    private final JdbcClient jdbc;

    CheckCountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String column() {
        return "checks";
    }

    @Override
    public Map<ProjectId, Long> byProject() {
        Map<ProjectId, Long> counts = new HashMap<>();
        jdbc.sql("""
                        SELECT project_id, count(*) AS checks
                        FROM checks
                        GROUP BY project_id
                        """).query(row -> {
            counts.put(new ProjectId(row.getObject("project_id", UUID.class)), row.getLong("checks"));
        });
        return counts;
    }
}
