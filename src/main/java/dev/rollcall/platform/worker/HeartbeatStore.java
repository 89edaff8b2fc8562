package dev.rollcall.platform.worker;

import dev.rollcall.platform.database.SqlArray;
import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.platform.process.ProcessType;
import dev.rollcall.platform.time.DatabaseClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores a row for each running process and type. All times are the database's. */
@Component
class HeartbeatStore {

    private final JdbcClient jdbc;
    private final DatabaseClock clock;

    HeartbeatStore(JdbcClient jdbc, DatabaseClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Writes the rows of a process, one for each of its types, and sets this process's clock from the answer. */
    void beat(UUID process, Collection<ProcessType> types, String release) {
        clock.set(() -> jdbc.sql("""
                        INSERT INTO process_heartbeats (process_id, type, release, started_at, seen_at)
                        SELECT :process, type, :release, now(), now()
                        FROM unnest(:types) AS t (type)
                        ON CONFLICT (process_id, type) DO UPDATE
                        SET seen_at = now()
                        RETURNING clock_timestamp() AS answered_at
                        """)
                .param("process", process)
                .param("types", SqlArray.of("text", types, ProcessType::name))
                .param("release", release)
                .query((row, n) -> Objects.requireNonNull(SqlInstant.of(row, "answered_at")))
                .list()
                .get(0));
    }

    void delete(UUID process) {
        jdbc.sql("DELETE FROM process_heartbeats WHERE process_id = :process")
                .param("process", process)
                .update();
    }

    /** For each type with rows: how many were seen within {@code fresh}, and how long ago the latest was seen. */
    List<Heartbeats.OfType> byType(Duration fresh) {
        return jdbc.sql("""
                        SELECT type,
                            count(*) FILTER (WHERE seen_at > now() - :fresh * interval '1 millisecond') AS alive,
                            extract(epoch FROM now() - max(seen_at)) AS age_seconds
                        FROM process_heartbeats
                        GROUP BY type
                        """)
                .param("fresh", fresh.toMillis())
                .query(HeartbeatStore::ofType)
                .list();
    }

    /** Deletes at most {@code limit} rows that were last seen before the horizon. Returns how many. */
    int deleteBefore(Instant horizon, int limit) {
        return jdbc.sql("""
                        DELETE FROM process_heartbeats
                        WHERE (process_id, type) IN (
                            SELECT process_id, type
                            FROM process_heartbeats
                            WHERE seen_at < :horizon
                            LIMIT :limit
                        )
                        """)
                .param("horizon", horizon.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .update();
    }

    private static Heartbeats.OfType ofType(ResultSet row, int n) throws SQLException {
        return new Heartbeats.OfType(
                ProcessType.valueOf(row.getString("type")),
                row.getInt("alive"),
                // Never negative: a row may be written after this statement has read the time.
                Duration.ofMillis(Math.max(0, Math.round(row.getDouble("age_seconds") * 1_000))));
    }
}
