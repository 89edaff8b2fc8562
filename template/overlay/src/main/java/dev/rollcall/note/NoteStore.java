package dev.rollcall.note;

import dev.rollcall.platform.api.CursorRequest.Cursor;
import dev.rollcall.platform.database.SqlInstant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Statements over many notes. */
@Component
class NoteStore {

    private final JdbcClient jdbc;

    NoteStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** At most {@code limit} notes that are not over, from this position on, the newest first. */
    List<NoteView> page(Cursor<UUID> after, int limit, Instant now) {
        return jdbc.sql("""
                        SELECT id, title, text, created_at, expires_at
                        FROM notes
                        WHERE (created_at, id) < (:at, :id)
                            AND (expires_at IS NULL OR expires_at > :now)
                        ORDER BY created_at DESC, id DESC
                        LIMIT :limit
                        """)
                .param("at", after.at().atOffset(ZoneOffset.UTC))
                .param("id", after.id())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query(NoteStore::note)
                .list();
    }

    /**
     * Deletes at most {@code limit} notes that are over. Two workers never wait for each other: each leaves the rows
     * that the other has locked. Returns how many it deleted.
     */
    int deleteExpired(Instant now, int limit) {
        return jdbc.sql("""
                        DELETE FROM notes
                        WHERE id IN (
                            SELECT id
                            FROM notes
                            WHERE expires_at <= :now
                            ORDER BY expires_at
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED
                        )
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .update();
    }

    long count() {
        return jdbc.sql("SELECT count(*) FROM notes").query(Long.class).single();
    }

    private static NoteView note(ResultSet row, int n) throws SQLException {
        return new NoteView(
                row.getObject("id", UUID.class),
                row.getString("title"),
                row.getString("text"),
                Objects.requireNonNull(SqlInstant.of(row, "created_at")),
                SqlInstant.of(row, "expires_at"));
    }
}
