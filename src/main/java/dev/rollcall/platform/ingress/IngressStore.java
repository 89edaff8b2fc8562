package dev.rollcall.platform.ingress;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Remembers across restarts that SITE_ROOT was reached, and the key of the answers. */
@Component
class IngressStore {

    private final JdbcClient jdbc;
    private volatile @Nullable AnswerKey key;

    IngressStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The key of this deploy, which never changes. */
    AnswerKey key() {
        AnswerKey known = key;
        if (known == null) {
            known = new AnswerKey(jdbc.sql("SELECT answer_key FROM ingress")
                    .query(byte[].class)
                    .single());
            key = known;
        }
        return known;
    }

    /** When this address was last reached by some process; empty if never, or if another has been reached since. */
    Optional<Instant> reachedAt(String siteRoot) {
        return jdbc.sql("SELECT reached_at FROM ingress WHERE site_root = :root")
                .param("root", siteRoot)
                .query((row, n) ->
                        row.getObject("reached_at", OffsetDateTime.class).toInstant())
                .optional();
    }

    void reached(String siteRoot, Instant at) {
        jdbc.sql("UPDATE ingress SET site_root = :root, reached_at = :at")
                .param("root", siteRoot)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void forget(String siteRoot) {
        jdbc.sql("UPDATE ingress SET site_root = NULL, reached_at = NULL WHERE site_root = :root")
                .param("root", siteRoot)
                .update();
    }
}
