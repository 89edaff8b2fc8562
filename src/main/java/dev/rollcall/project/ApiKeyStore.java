package dev.rollcall.project;

import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.platform.deploy.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stores and finds API keys by their SHA-256 digest. A key itself is never stored. An expired key is treated as
 * not found.
 */
@Component
class ApiKeyStore {

    /** More characters than any key has. A longer text is not looked up. */
    private static final int MAX_KEY_LENGTH = 200;

    private static final String SELECT = """
            SELECT id, project_id, kind, name, hint, created_at, last_used_at, expires_at
            FROM api_keys
            WHERE (expires_at IS NULL OR expires_at > :now)
            """;

    private final JdbcClient jdbc;

    ApiKeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Creates a key with this text, and stores its digest. */
    ApiKey add(ProjectId project, KeyKind kind, String name, String key, Instant createdAt) {
        var kept = new ApiKey(UUID.randomUUID(), project, kind, name, KeyText.hint(key), createdAt, null, null);
        jdbc.sql("""
                        INSERT INTO api_keys (id, project_id, kind, name, hint, sha256, created_at)
                        VALUES (:id, :project, :kind, :name, :hint, :sha256, :createdAt)
                        """)
                .param("id", kept.id())
                .param("project", project.value())
                .param("kind", kind.name())
                .param("name", name)
                .param("hint", kept.hint())
                .param("sha256", Sha256.of(key))
                .param("createdAt", createdAt.atOffset(ZoneOffset.UTC))
                .update();
        return kept;
    }

    Optional<ApiKey> find(String key, Instant now) {
        if (key.length() > MAX_KEY_LENGTH) {
            return Optional.empty();
        }
        return jdbc.sql(SELECT + "AND sha256 = :sha256")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("sha256", Sha256.of(key))
                .query(ApiKeyStore::key)
                .optional();
    }

    /** Records a use, unless another request has recorded one after {@code horizon}. */
    void recordUse(UUID id, Instant now, Instant horizon) {
        jdbc.sql("""
                        UPDATE api_keys
                        SET last_used_at = :now
                        WHERE id = :id AND (last_used_at IS NULL OR last_used_at <= :horizon)
                        """)
                .param("id", id)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("horizon", horizon.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Lists the keys of all projects, oldest first. */
    List<ApiKey> all(Instant now) {
        return jdbc.sql(SELECT + "ORDER BY created_at, kind, id")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(ApiKeyStore::key)
                .list();
    }

    /** Lists the keys of the project, oldest first. */
    List<ApiKey> all(ProjectId project, Instant now) {
        return jdbc.sql(SELECT + "AND project_id = :project ORDER BY created_at, kind, id")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("project", project.value())
                .query(ApiKeyStore::key)
                .list();
    }

    /**
     * Locks the keys of the project until the transaction ends, and lists them. Other transactions that lock them wait.
     */
    List<ApiKey> lock(ProjectId project, Instant now) {
        // FOR UPDATE would block everyone who adds a row that refers to the project.
        jdbc.sql("SELECT id FROM projects WHERE id = :project FOR NO KEY UPDATE")
                .param("project", project.value())
                .query(UUID.class)
                .list();
        return all(project, now);
    }

    /** Lists the project's keys of this kind, oldest first. */
    List<ApiKey> all(ProjectId project, KeyKind kind, Instant now) {
        return jdbc.sql(SELECT + "AND project_id = :project AND kind = :kind ORDER BY created_at, id")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("project", project.value())
                .param("kind", kind.name())
                .query(ApiKeyStore::key)
                .list();
    }

    /** Lets a key expire at this time, unless it expires earlier. */
    void expire(UUID id, Instant at) {
        jdbc.sql("UPDATE api_keys SET expires_at = LEAST(expires_at, :at) WHERE id = :id")
                .param("id", id)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Deletes a key and returns it; empty if there is none with this id. */
    Optional<ApiKey> delete(UUID id) {
        return jdbc.sql("""
                        DELETE FROM api_keys
                        WHERE id = :id
                        RETURNING id, project_id, kind, name, hint, created_at, last_used_at, expires_at
                        """).param("id", id).query(ApiKeyStore::key).optional();
    }

    /** Deletes at most this many expired keys. */
    int deleteExpired(Instant now, int limit) {
        return jdbc.sql("""
                        DELETE FROM api_keys
                        WHERE id IN (SELECT id FROM api_keys WHERE expires_at <= :now ORDER BY id LIMIT :limit)
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .update();
    }

    private static ApiKey key(ResultSet row, int n) throws SQLException {
        return new ApiKey(
                row.getObject("id", UUID.class),
                new ProjectId(row.getObject("project_id", UUID.class)),
                KeyKind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("hint"),
                Objects.requireNonNull(SqlInstant.of(row, "created_at")),
                SqlInstant.of(row, "last_used_at"),
                SqlInstant.of(row, "expires_at"));
    }
}
