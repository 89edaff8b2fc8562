package dev.rollcall.audit;

import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.database.Prunable;
import dev.rollcall.platform.database.SqlArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the audit log. Entries are never changed. */
@Component
class AuditStore {

    private final JdbcClient jdbc;

    AuditStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds the same entry to each of these projects. Its id is not used. */
    void add(Collection<UUID> projects, AuditEntry entry) {
        jdbc.sql("""
                        INSERT INTO audit_entries (project_id, recorded_at, action, actor_kind, actor_id, actor_name,
                            subject, detail, request_id)
                        SELECT p.id, :recordedAt, :action, :kind, :actor, :name, :subject, :detail, :request
                        FROM unnest(:projects) AS p (id)
                        """)
                .param("projects", SqlArray.of("uuid", projects, id -> id))
                .param("recordedAt", entry.recordedAt().atOffset(ZoneOffset.UTC))
                .param("action", entry.action())
                .param("kind", entry.actor().kind().name())
                .param("actor", entry.actor().id())
                .param("name", entry.actor().name())
                .param("subject", entry.subject())
                .param("detail", entry.detail())
                .param("request", entry.requestId())
                .update();
    }

    /** The entries of the project that come after this position, newest first. */
    List<AuditEntry> find(UUID project, AuditFilter filter, CursorRequest.Cursor<Long> after, int limit) {
        return jdbc.sql("""
                        SELECT id, recorded_at, action, actor_kind, actor_id, actor_name, subject, detail, request_id
                        FROM audit_entries
                        WHERE project_id = :project
                            AND recorded_at >= :from
                            AND recorded_at < :until
                            AND (recorded_at, id) < (:at, :id)
                            AND (cardinality(:actions) = 0 OR action = ANY (:actions))
                        ORDER BY recorded_at DESC, id DESC
                        LIMIT :limit
                        """)
                .param("project", project)
                .param("from", filter.from().atOffset(ZoneOffset.UTC))
                .param("until", filter.until().atOffset(ZoneOffset.UTC))
                .param("at", after.at().atOffset(ZoneOffset.UTC))
                .param("id", after.id())
                .param("actions", SqlArray.of("text", filter.actions(), AuditAction::label))
                .param("limit", limit)
                .query(AuditStore::entry)
                .list();
    }

    /**
     * Deletes entries before this instant among the next {@code limit} entries by id. Ids and times ascend together.
     */
    Prunable.Batch prune(@Nullable String mark, Instant horizon, int limit) {
        return jdbc.sql("""
                        WITH looked AS (
                            SELECT id, recorded_at
                            FROM audit_entries
                            WHERE id > :mark::bigint
                            ORDER BY id
                            LIMIT :limit
                        ), deleted AS (
                            DELETE FROM audit_entries e
                            USING looked l
                            WHERE e.id = l.id AND l.recorded_at < :horizon
                            RETURNING e.id
                        )
                        SELECT (SELECT count(*) FROM deleted) AS deleted,
                            (SELECT id FROM looked WHERE recorded_at < :horizon ORDER BY id OFFSET :limit - 1) AS last
                        """)
                .param("mark", mark == null ? "0" : mark)
                .param("horizon", horizon.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, n) -> new Prunable.Batch(row.getInt("deleted"), row.getString("last")))
                .single();
    }

    private static AuditEntry entry(ResultSet row, int n) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("action"),
                new Actor(
                        Actor.Kind.valueOf(row.getString("actor_kind")),
                        row.getObject("actor_id", UUID.class),
                        row.getString("actor_name")),
                row.getString("subject"),
                row.getString("detail"),
                row.getString("request_id"));
    }
}
