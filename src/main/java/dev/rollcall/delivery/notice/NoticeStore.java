package dev.rollcall.delivery.notice;

import dev.rollcall.channel.Notice;
import dev.rollcall.platform.database.Prunable;
import dev.rollcall.platform.database.SqlArray;
import dev.rollcall.project.ProjectId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Stores notices with their deliveries, and prunes them. */
@Component
class NoticeStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    NoticeStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Stores a notice and one delivery for each of these channels, due at once. A group or an unsubscribed mailbox gets
     * none. Stores nothing if no channel is left.
     */
    void accept(ProjectId project, Notice.Content content, Collection<UUID> channels, Instant now) {
        jdbc.sql("""
                        WITH told AS (
                            SELECT id
                            FROM channels
                            WHERE project_id = :project
                                AND id = ANY (:channels)
                                AND kind <> 'group'
                                AND unsubscribed_at IS NULL
                            ORDER BY id
                            FOR KEY SHARE
                        ), stored AS (
                            INSERT INTO notices (project_id, kind, subject, data, created_at)
                            SELECT :project, :kind, :subject, CAST(:data AS jsonb), :now
                            WHERE EXISTS (SELECT 1 FROM told)
                            RETURNING id
                        )
                        INSERT INTO deliveries (id, notice_id, channel_id, created_at, due_at)
                        SELECT gen_random_uuid(), s.id, t.id, :now, :now
                        FROM stored s
                        CROSS JOIN told t
                        """)
                .param("project", project.value())
                .param("channels", SqlArray.of("uuid", channels, id -> id))
                .param("kind", content.kind())
                .param("subject", content.subject())
                .param("data", json.writeValueAsString(content))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Reads the next {@code limit} notices by id, and deletes those before {@code horizon} without pending deliveries.
     */
    Prunable.Batch prune(@Nullable String mark, Instant horizon, int limit) {
        return jdbc.sql("""
                        WITH looked AS (
                            SELECT id, created_at
                            FROM notices
                            WHERE id > :mark::bigint
                            ORDER BY id
                            LIMIT :limit
                        ), deleted AS (
                            DELETE FROM notices n
                            USING looked l
                            WHERE n.id = l.id
                                AND l.created_at < :horizon
                                AND NOT EXISTS (
                                    SELECT 1
                                    FROM deliveries d
                                    WHERE d.notice_id = n.id AND d.status = 'PENDING'
                                )
                            RETURNING n.id
                        )
                        SELECT (SELECT count(*) FROM deleted) AS deleted,
                            (SELECT id FROM looked ORDER BY id OFFSET :limit - 1) AS last
                        """)
                .param("mark", mark == null ? "0" : mark)
                .param("horizon", horizon.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, n) -> new Prunable.Batch(row.getInt("deleted"), row.getString("last")))
                .single();
    }
}
