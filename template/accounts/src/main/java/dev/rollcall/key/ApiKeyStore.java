package dev.rollcall.key;

import dev.rollcall.account.AccountId;
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
                        INSERT INTO api_keys (id, account_id, name, role, hint, sha256, created_at)
                        VALUES (:id, :account, :name, :role, :hint, :sha256, :createdAt)
                        """)
                .param("id", kept.id())
                .param("account", kept.account().value())
                .param("name", kept.name())
                .param("role", kept.role().name())
                .param("hint", kept.hint())
                .param("sha256", Sha256.of(key))
                .param("createdAt", kept.createdAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** A key of a disabled account is not found. */
    Optional<Caller> find(String key) {
        return jdbc.sql("""
                        SELECT k.account_id, k.role
                        FROM api_keys k
                        JOIN accounts a ON a.id = k.account_id
                        WHERE k.sha256 = :sha256 AND a.disabled_at IS NULL
                        """)
                .param("sha256", Sha256.of(key))
                .query((row, n) -> new Caller(
                        new AccountId(row.getObject("account_id", UUID.class)), KeyRole.valueOf(row.getString("role"))))
                .optional();
    }

    List<StoredKey> all() {
        return jdbc.sql("""
                        SELECT id, account_id, name, role, hint, created_at
                        FROM api_keys
                        ORDER BY created_at, id
                        """)
                .query((row, n) -> new StoredKey(
                        row.getObject("id", UUID.class),
                        new AccountId(row.getObject("account_id", UUID.class)),
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
    record StoredKey(UUID id, AccountId account, String name, KeyRole role, String hint, Instant createdAt) {}
}
