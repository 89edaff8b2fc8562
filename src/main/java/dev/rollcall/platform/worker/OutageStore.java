package dev.rollcall.platform.worker;

import dev.rollcall.platform.database.SqlInstant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads outages, and records how many of their checks have been looked at. Heartbeats begin and end them. */
@Component
class OutageStore {

    private final JdbcClient jdbc;

    OutageStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks the first outage that is over and not settled. Empty if another worker has it, even if a later one waits:
     * the first may move a deadline into the later one, which must then excuse it too.
     */
    Optional<Outages.Unsettled> lockUnsettled() {
        // The outer condition is checked again if another worker has just settled the outage.
        return jdbc.sql("""
                        SELECT id, began_at, ended_at, reason, is_cut, settled_through
                        FROM outages
                        WHERE id = (
                                SELECT id
                                FROM outages
                                WHERE settled_at IS NULL AND ended_at IS NOT NULL
                                ORDER BY began_at
                                LIMIT 1
                            )
                            AND settled_at IS NULL
                        FOR UPDATE SKIP LOCKED
                        """)
                .query((row, n) -> new Outages.Unsettled(outage(row, n), row.getObject("settled_through", UUID.class)))
                .optional();
    }

    void settledThrough(long id, UUID last) {
        jdbc.sql("UPDATE outages SET settled_through = :last WHERE id = :id")
                .param("last", last)
                .param("id", id)
                .update();
    }

    void settled(long id, Instant now) {
        jdbc.sql("UPDATE outages SET settled_at = :now WHERE id = :id")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    /** The latest outage, over or not. */
    Optional<Outage> latest() {
        return latest(1).stream().findFirst();
    }

    /** The latest outages, over or not, latest first. */
    List<Outage> latest(int limit) {
        return jdbc.sql("""
                        SELECT id, began_at, ended_at, reason, is_cut
                        FROM outages
                        ORDER BY began_at DESC
                        LIMIT :limit
                        """).param("limit", limit).query(OutageStore::outage).list();
    }

    long count() {
        return jdbc.sql("SELECT count(*) FROM outages").query(Long.class).single();
    }

    /** Deletes at most {@code limit} settled outages that ended before the horizon. Returns how many. */
    int deleteBefore(Instant horizon, int limit) {
        return jdbc.sql("""
                        DELETE FROM outages
                        WHERE id IN (
                            SELECT id
                            FROM outages
                            WHERE ended_at < :horizon AND settled_at IS NOT NULL
                            LIMIT :limit
                        )
                        """)
                .param("horizon", horizon.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .update();
    }

    static Outage outage(ResultSet row, int n) throws SQLException {
        @Nullable Instant endedAt = SqlInstant.of(row, "ended_at");
        return new Outage(
                row.getLong("id"),
                Objects.requireNonNull(SqlInstant.of(row, "began_at")),
                endedAt,
                Outage.Reason.of(row.getString("reason"), row.getBoolean("is_cut")));
    }
}
