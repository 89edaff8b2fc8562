package dev.rollcall.signin.session;

import java.time.Duration;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

/**
 * The statements of Spring Session, changed in three ways. The id of a session is stored as its digest, so that whoever
 * reads the table, or a copy of it, cannot take a session over. An attribute that two requests add at once is not an
 * error. And a session ends after {@link #LONGEST}, however it is used.
 */
final class SessionQueries {

    /** Whoever has stolen a session must not have it for good. Signing in begins a new one. */
    static final Duration LONGEST = Duration.ofDays(90);

    private SessionQueries() {}

    static void useIn(JdbcIndexedSessionRepository sessions) {
        sessions.setCreateSessionQuery("""
            INSERT INTO sessions (primary_id, session_id, creation_time, last_access_time, max_inactive_interval,
                expiry_time, principal_name)
            VALUES (?, encode(sha256(convert_to(?, 'UTF8')), 'hex'), ?, ?, ?, ?, ?)
            """);
        sessions.setCreateSessionAttributeQuery("""
            INSERT INTO sessions_attributes (session_primary_id, attribute_name, attribute_bytes)
            VALUES (?, ?, ?)
            ON CONFLICT (session_primary_id, attribute_name) DO UPDATE SET attribute_bytes = EXCLUDED.attribute_bytes
            """);
        sessions.setGetSessionQuery("""
            SELECT s.primary_id, given.id AS session_id, s.creation_time, s.last_access_time,
                s.max_inactive_interval, a.attribute_name, a.attribute_bytes
            FROM (SELECT CAST(? AS text) AS id) given
            JOIN sessions s ON s.session_id = encode(sha256(convert_to(given.id, 'UTF8')), 'hex')
                AND s.creation_time > extract(epoch FROM clock_timestamp()) * 1000 - %d
            LEFT JOIN sessions_attributes a ON a.session_primary_id = s.primary_id
            """.formatted(LONGEST.toMillis()));
        sessions.setUpdateSessionQuery("""
            UPDATE sessions
            SET session_id = encode(sha256(convert_to(?, 'UTF8')), 'hex'), last_access_time = ?,
                max_inactive_interval = ?, expiry_time = ?, principal_name = ?
            WHERE primary_id = ?
            """);
        sessions.setDeleteSessionQuery("""
            DELETE FROM sessions
            WHERE session_id = encode(sha256(convert_to(?, 'UTF8')), 'hex') AND max_inactive_interval >= 0
            """);
    }
}
