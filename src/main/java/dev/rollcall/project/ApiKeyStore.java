package dev.rollcall.project;

import dev.rollcall.platform.deploy.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keys by their digest; a key itself is never stored. */
@Component
public class ApiKeyStore {

    /** Far more characters than any key has: a longer text is not one, and nobody has to look it up. */
    private static final int MAX_KEY_LENGTH = 200;

    private final JdbcClient jdbc;

    ApiKeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores the digest of a key. Returns the id that names it from now on. */
    UUID add(ProjectId project, KeyKind kind, String key, Instant createdAt) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO api_keys (id, project_id, kind, sha256, created_at)
                        VALUES (:id, :project, :kind, :sha256, :createdAt)
                        """)
                .param("id", id)
                .param("project", project.value())
                .param("kind", kind.name())
                .param("sha256", Sha256.of(key))
                .param("createdAt", createdAt.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    public Optional<Caller> find(String key) {
        if (key.length() > MAX_KEY_LENGTH) {
            return Optional.empty();
        }
        return jdbc.sql("""
                        SELECT id, project_id, kind
                        FROM api_keys
                        WHERE sha256 = :sha256
                        """)
                .param("sha256", Sha256.of(key))
                .query((row, n) -> new Caller(
                        new ProjectId(row.getObject("project_id", UUID.class)),
                        KeyKind.valueOf(row.getString("kind")),
                        row.getObject("id", UUID.class)))
                .optional();
    }

    /** Every key of every project, the oldest first. */
    List<ApiKey> all() {
        return jdbc.sql("""
                        SELECT id, project_id, kind, created_at
                        FROM api_keys
                        ORDER BY created_at, kind, id
                        """).query(ApiKeyStore::key).list();
    }

    /** The keys that the project has, the oldest first. */
    List<ApiKey> all(ProjectId project) {
        return jdbc.sql("""
                        SELECT id, project_id, kind, created_at
                        FROM api_keys
                        WHERE project_id = :project
                        ORDER BY created_at, kind, id
                        """)
                .param("project", project.value())
                .query(ApiKeyStore::key)
                .list();
    }

    /** The keys of the project as they stay until the transaction ends: whoever else changes them waits. */
    List<ApiKey> lock(ProjectId project) {
        // Not FOR UPDATE, which would hold up everybody who adds a row that refers to the project.
        jdbc.sql("SELECT id FROM projects WHERE id = :project FOR NO KEY UPDATE")
                .param("project", project.value())
                .query(UUID.class)
                .list();
        return all(project);
    }

    /** The keys of this kind that the project has, the oldest first. */
    List<ApiKey> all(ProjectId project, KeyKind kind) {
        return jdbc.sql("""
                        SELECT id, project_id, kind, created_at
                        FROM api_keys
                        WHERE project_id = :project AND kind = :kind
                        ORDER BY created_at, id
                        """)
                .param("project", project.value())
                .param("kind", kind.name())
                .query(ApiKeyStore::key)
                .list();
    }

    /** Forgets a key, which then opens nothing. Returns what it was; empty when there is none with this id. */
    Optional<ApiKey> delete(UUID id) {
        return jdbc.sql("""
                        DELETE FROM api_keys
                        WHERE id = :id
                        RETURNING id, project_id, kind, created_at
                        """).param("id", id).query(ApiKeyStore::key).optional();
    }

    private static ApiKey key(ResultSet row, int n) throws SQLException {
        return new ApiKey(
                row.getObject("id", UUID.class),
                new ProjectId(row.getObject("project_id", UUID.class)),
                KeyKind.valueOf(row.getString("kind")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
