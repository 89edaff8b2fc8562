package dev.rollcall.signin.session;

import dev.rollcall.platform.database.SqlText;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends sessions without reading them. */
@Component
class SessionStore {

    /** How long signing in with a passkey or a provider may take. */
    private static final Duration UNFINISHED = Duration.ofHours(1);

    private final JdbcClient jdbc;

    SessionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Ends a session of this account by the digest of its id. */
    void delete(String account, String digest) {
        jdbc.sql("DELETE FROM sessions WHERE session_id = :digest AND principal_name = :account")
                .param("digest", SqlText.storable(digest))
                .param("account", account)
                .update();
    }

    /** Ends all sessions of this account except one. */
    void deleteOthers(String account, String digest) {
        jdbc.sql("DELETE FROM sessions WHERE session_id <> :digest AND principal_name = :account")
                .param("digest", digest)
                .param("account", account)
                .update();
    }

    /** Ends all sessions of this account. */
    void deleteAll(String account) {
        jdbc.sql("DELETE FROM sessions WHERE principal_name = :account")
                .param("account", account)
                .update();
    }

    /** Deletes at most this many sessions that have expired, or in which nobody has finished signing in. */
    int deleteExpired(Instant now, int limit) {
        return jdbc.sql("""
            DELETE FROM sessions
            WHERE primary_id IN (
                SELECT primary_id
                FROM sessions
                WHERE expiry_time < :now
                    OR creation_time < :longAgo
                    OR (principal_name IS NULL AND last_access_time < :anHourAgo)
                ORDER BY primary_id
                LIMIT :limit
            )
            """)
                .param("now", now.toEpochMilli())
                .param("longAgo", now.minus(SessionQueries.LONGEST).toEpochMilli())
                .param("anHourAgo", now.minus(UNFINISHED).toEpochMilli())
                .param("limit", limit)
                .update();
    }
}
