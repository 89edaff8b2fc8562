package dev.rollcall.signin.limit;

import dev.rollcall.platform.database.SqlArray;
import dev.rollcall.platform.deploy.Sha256;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts attempts to sign in, for all web processes. */
@Component
class AttemptStore {

    private final JdbcClient jdbc;

    AttemptStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Counts an attempt for each subject, and returns the counts in the same order. A count begins again when its window
     * has ended.
     */
    List<Integer> count(List<String> subjects, Instant now, Instant windowEnd) {
        // In one order, so that two requests with the same subjects do not lock each other out.
        return jdbc.sql("""
                        WITH given AS (
                            SELECT decode(u.digest, 'hex') AS subject, u.place
                            FROM unnest(:digests) WITH ORDINALITY AS u (digest, place)
                        ), counted AS (
                            INSERT INTO sign_in_attempts AS a (subject, attempts, window_ends_at)
                            SELECT subject, 1, :windowEnd FROM given ORDER BY subject
                            ON CONFLICT (subject) DO UPDATE
                            SET attempts = CASE WHEN a.window_ends_at > :now THEN a.attempts + 1 ELSE 1 END,
                                window_ends_at =
                                    CASE WHEN a.window_ends_at > :now THEN a.window_ends_at ELSE :windowEnd END
                            RETURNING subject, attempts
                        )
                        SELECT c.attempts
                        FROM given g
                        JOIN counted c ON c.subject = g.subject
                        ORDER BY g.place
                        """)
                .param("digests", SqlArray.of("text", subjects, AttemptStore::digest))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("windowEnd", windowEnd.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .list();
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

    /** Computed here, because a subject may contain characters that Postgres does not store. */
    private static String digest(String subject) {
        return HexFormat.of().formatHex(Sha256.of(subject));
    }
}
