package dev.rollcall.signin.limit;

import dev.rollcall.platform.deploy.Sha256;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts attempts to sign in, for all web processes. */
@Component
class AttemptStore {

    private final JdbcClient jdbc;

    AttemptStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Counts an attempt of a subject, and returns the count, which begins again when its window has ended. */
    int count(String subject, Instant now, Instant windowEnd) {
        return jdbc.sql("""
                        INSERT INTO sign_in_attempts AS a (subject, attempts, window_ends_at)
                        VALUES (:subject, 1, :windowEnd)
                        ON CONFLICT (subject) DO UPDATE
                        SET attempts = CASE WHEN a.window_ends_at > :now THEN a.attempts + 1 ELSE 1 END,
                            window_ends_at = CASE WHEN a.window_ends_at > :now THEN a.window_ends_at ELSE :windowEnd END
                        RETURNING attempts
                        """)
                // Computed here, because a subject may contain characters that Postgres does not store.
                .param("subject", Sha256.of(subject))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("windowEnd", windowEnd.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    /** Deletes at most this many counts whose window has ended. */
    int deleteEnded(Instant now, int limit) {
        return jdbc.sql("""
                        DELETE FROM sign_in_attempts
                        WHERE subject IN (SELECT subject FROM sign_in_attempts WHERE window_ends_at <= :now LIMIT :limit)
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .update();
    }
}
