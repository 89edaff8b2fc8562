package dev.rollcall.key;

import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.platform.deploy.Sha256;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores keys, and finds them by their SHA-256 digest. A key itself is never stored. */
@Component
class ApiKeyStore {

    private final JdbcClient jdbc;

    ApiKeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(StoredKey kept, String key) {
        jdbc.sql("""
                        INSERT INTO api_keys (id, name, role, hint, sha256, created_at)
                        VALUES (:id, :name, :role, :hint, :sha256, :createdAt)
                        """)
                .param("id", kept.id())
                .param("name", kept.name())
                .param("role", kept.role().name())
                .param("hint", kept.hint())
                .param("sha256", Sha256.of(key))
                .param("createdAt", kept.createdAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<KeyRole> find(String key) {
        return jdbc.sql("SELECT role FROM api_keys WHERE sha256 = :sha256")
                .param("sha256", Sha256.of(key))
                .query((row, n) -> KeyRole.valueOf(row.getString("role")))
                .optional();
    }

    List<StoredKey> all() {
        return jdbc.sql("""
                        SELECT id, name, role, hint, created_at
                        FROM api_keys
                        ORDER BY created_at, id
                        """)
                .query((row, n) -> new StoredKey(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        KeyRole.valueOf(row.getString("role")),
                        row.getString("hint"),
                        Objects.requireNonNull(SqlInstant.of(row, "created_at"))))
                .list();
    }

    boolean delete(UUID id) {
        return jdbc.sql("DELETE FROM api_keys WHERE id = :id").param("id", id).update() == 1;
    }

    /**
     * What is stored about a key. The key itself is not stored.
     *
     * @param name what people call it
     * @param hint its first characters
     */
    record StoredKey(UUID id, String name, KeyRole role, String hint, Instant createdAt) {}
}
