package dev.rollcall.page.channel;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the channels of a project without their settings. */
@Component
@WebProcess
public class ChannelOptionStore {

    private static final int MAX_CHANNELS = 1_000;

    private final JdbcClient jdbc;

    ChannelOptionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By name. */
    public List<ChannelOption> of(ProjectId project) {
        return jdbc.sql("""
                        SELECT c.id, c.name, c.kind, h.channel_id IS NULL AND c.unsubscribed_at IS NULL AS works
                        FROM channels c
                        LEFT JOIN channel_health h ON h.channel_id = c.id
                        WHERE c.project_id = :project
                        ORDER BY lower(c.name), c.id
                        LIMIT :limit
                        """)
                .param("project", project.value())
                .param("limit", MAX_CHANNELS)
                .query((row, n) -> new ChannelOption(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("kind"),
                        row.getBoolean("works")))
                .list();
    }
}
