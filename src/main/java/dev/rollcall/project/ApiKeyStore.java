package dev.rollcall.project;

import dev.rollcall.platform.Sha256;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keys by their digest; a key itself is never stored. */
@Component
class ApiKeyStore {

    private final JdbcClient jdbc;

    ApiKeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(ProjectId project, KeyKind kind, String key, Instant createdAt) {
        jdbc.sql("""
                        INSERT INTO api_keys (id, project_id, kind, sha256, created_at)
                        VALUES (:id, :project, :kind, :sha256, :createdAt)
                        """)
                .param("id", UUID.randomUUID())
                .param("project", project.value())
                .param("kind", kind.name())
                .param("sha256", Sha256.of(key))
                .param("createdAt", createdAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Caller> find(String key) {
        return jdbc.sql("""
                        SELECT project_id, kind
                        FROM api_keys
                        WHERE sha256 = :sha256
                        """)
                .param("sha256", Sha256.of(key))
                .query((row, n) -> new Caller(
                        new ProjectId(row.getObject("project_id", UUID.class)), KeyKind.valueOf(row.getString("kind"))))
                .optional();
    }
}
