package dev.rollcall.channel;

import dev.rollcall.project.ProjectCount;
import dev.rollcall.project.ProjectId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many channels each project has. */
@Component
class ChannelCountStore implements ProjectCount {

    private final JdbcClient jdbc;

    ChannelCountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String column() {
        return "channels";
    }

    @Override
    public Map<ProjectId, Long> byProject() {
        Map<ProjectId, Long> counts = new HashMap<>();
        jdbc.sql("""
                        SELECT project_id, count(*) AS channels
                        FROM channels
                        GROUP BY project_id
                        """).query(row -> {
            counts.put(new ProjectId(row.getObject("project_id", UUID.class)), row.getLong("channels"));
        });
        return counts;
    }
}
