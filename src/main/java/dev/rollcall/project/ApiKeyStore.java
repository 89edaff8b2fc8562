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

/** Stores and finds API keys by their SHA-256 digest. A key itself is never stored. */
@Component
public class ApiKeyStore {

    /** Far more characters than a key has. A longer text is not looked up. */
    private static final int MAX_KEY_LENGTH = 200;

    private final JdbcClient jdbc;

    ApiKeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores the digest of a key and returns the id of the key. */
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

    /** Finds the caller that has this key; empty if there is no such key. */
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

    /** Lists the keys of all projects, the oldest first. */
    List<ApiKey> all() {
        return jdbc.sql("""
                        SELECT id, project_id, kind, created_at
                        FROM api_keys
                        ORDER BY created_at, kind, id
                        """).query(ApiKeyStore::key).list();
    }

    /** Lists the keys of the project, the oldest first. */
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

    /** Locks the keys of the project until the transaction ends, and lists them. Others that lock them wait. */
    List<ApiKey> lock(ProjectId project) {
        // FOR UPDATE would block everyone who adds a row that refers to the project.
        jdbc.sql("SELECT id FROM projects WHERE id = :project FOR NO KEY UPDATE")
                .param("project", project.value())
                .query(UUID.class)
                .list();
        return all(project);
    }

    /** Lists the project's keys of this kind, the oldest first. */
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

    /** Deletes a key and returns it; empty if there is none with this id. */
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
