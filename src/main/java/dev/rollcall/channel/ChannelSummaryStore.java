package dev.rollcall.channel;

import dev.rollcall.platform.api.CursorRequest.Cursor;
import dev.rollcall.project.ProjectId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads channels for lists, without their settings. */
@Component
class ChannelSummaryStore {

    private final JdbcClient jdbc;

    ChannelSummaryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** At most {@code limit} of the project's channels after this position, oldest first. */
    List<ChannelSummary> after(ProjectId project, Cursor<UUID> position, int limit) {
        return jdbc.sql("""
                        SELECT id, name, kind, created_at
                        FROM channels
                        WHERE project_id = :project AND (created_at, id) > (:createdAt, :id)
                        ORDER BY created_at, id
                        LIMIT :limit
                        """)
                .param("project", project.value())
                .param("createdAt", position.at().atOffset(ZoneOffset.UTC))
                .param("id", position.id())
                .param("limit", limit)
                .query((row, n) -> new ChannelSummary(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("kind"),
                        row.getTimestamp("created_at").toInstant()))
                .list();
    }
}
