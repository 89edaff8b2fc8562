package dev.rollcall.platform.worker;

import dev.rollcall.platform.database.LockStore;
import dev.rollcall.platform.database.SqlArray;
import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.platform.ingress.Arrivals;
import dev.rollcall.platform.process.ProcessType;
import dev.rollcall.platform.time.DatabaseClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stores a row for each running process and type. All times are the database's. */
@Component
class HeartbeatStore {

    /**
     * Whether a row has a time before now. A later time means that it was written before the database's clock was set
     * back, perhaps by a process that has ended.
     */
    static final String IS_OF_THE_PAST = "seen_at < now() + interval '1 second'";

    private final JdbcClient jdbc;
    private final DatabaseClock clock;
    private final LockStore locks;

    HeartbeatStore(JdbcClient jdbc, DatabaseClock clock, LockStore locks) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.locks = locks;
    }

    /**
     * Writes the heartbeat of a process, and sets this process's clock from the answer. If this sets the clock back,
     * the heartbeat claims that pings could be received at a future time, so it is written again at once.
     */
    Optional<Outage> beat(Heartbeat heartbeat) {
        Instant now = clock.instant();
        Optional<Outage> changed = beat(heartbeat, now);
        if (clock.instant().isBefore(now)) {
            Optional<Outage> changedSince = beat(heartbeat, clock.instant());
            return changed.or(() -> changedSince);
        }
        return changed;
    }

    /**
     * Writes the rows of a process, one for each of its types. The same statement finds an outage: the time since any
     * web process could receive. So an outage is recorded exactly once, by the first process that notices it, and
     * before a sweep can take the time in it for silence.
     *
     * @param now the database's time
     * @return the outage that this heartbeat began or ended
     */
    Optional<Outage> beat(Heartbeat heartbeat, Instant now) {
        Arrivals arrivals = heartbeat.arrivals();
        List<Outage> changed = new ArrayList<>();
        clock.set(() -> {
            OffsetDateTime[] answeredAt = {OffsetDateTime.MIN};
            jdbc.sql("""
                            WITH mark AS (
                                SELECT max(%1$s) FILTER (WHERE %2$s) AS received_at,
                                    COALESCE(bool_or(process_id = :process), false) AS has_received,
                                    -- A web process is there, and knows that nothing reaches it.
                                    COALESCE(bool_or(received_at <= reached_at
                                        AND seen_at > now() - interval '1 millisecond' * :maxGap), false) AS is_cut
                                FROM process_heartbeats
                                WHERE type = 'WEB'
                            ), ended AS (
                                UPDATE outages o
                                -- It began in the future if the clock was set back while it lasted.
                                SET ended_at = GREATEST(:now, o.began_at + interval '1 microsecond'),
                                    -- It could not write for a while, but it was there.
                                    reason = CASE WHEN reason = 'LOST' AND m.has_received THEN 'STALLED' ELSE reason END
                                FROM mark m
                                WHERE o.ended_at IS NULL
                                    AND (o.began_at < :now OR o.began_at > :now + interval '1 second')
                                    -- A web process of the release before does not end it itself.
                                    AND (:receives OR m.received_at > o.began_at)
                                RETURNING o.id, o.began_at, o.ended_at, o.reason, o.is_cut
                            ), missed AS (
                                INSERT INTO outages (began_at, ended_at, reason, is_cut)
                                SELECT m.received_at, CASE WHEN :receives THEN :now END,
                                    CASE WHEN m.has_received OR m.is_cut THEN 'STALLED' ELSE 'LOST' END, m.is_cut
                                FROM mark m
                                WHERE m.received_at < :now - interval '1 millisecond'
                                        * CASE WHEN :receives AND NOT m.has_received THEN :maxGapAtStart
                                            ELSE :maxGap END
                                    AND NOT EXISTS (SELECT FROM outages WHERE ended_at IS NULL)
                                ON CONFLICT DO NOTHING
                                RETURNING id, began_at, ended_at, reason, is_cut
                            ), beat AS (
                                INSERT INTO process_heartbeats
                                    (process_id, type, release, started_at, seen_at, received_at, reached_at,
                                        pings_per_second)
                                SELECT :process, type, :release, now(), now(),
                                    CASE WHEN type = 'WEB' THEN :receivedAt::timestamptz END,
                                    CASE WHEN type = 'WEB' THEN :reachedAt::timestamptz END,
                                    CASE WHEN type = 'WEB' THEN :pingsPerSecond END
                                FROM unnest(:types) AS t (type)
                                ON CONFLICT (process_id, type) DO UPDATE
                                SET seen_at = EXCLUDED.seen_at, received_at = EXCLUDED.received_at,
                                    reached_at = EXCLUDED.reached_at, pings_per_second = EXCLUDED.pings_per_second
                            )
                            SELECT clock_timestamp() AS answered_at, o.id, o.began_at, o.ended_at, o.reason, o.is_cut
                            FROM (VALUES (1)) AS always (n)
                            LEFT JOIN (SELECT * FROM ended UNION ALL SELECT * FROM missed) o ON true
                            """.formatted(Reception.RECEIVED_AT, IS_OF_THE_PAST))
                    .param("process", heartbeat.process())
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .param("maxGap", Reception.MAX_GAP.toMillis())
                    .param("maxGapAtStart", Reception.MAX_GAP_AT_START.toMillis())
                    .param("receives", heartbeat.receives())
                    .param("receivedAt", at(arrivals.isCut() ? arrivals.provenAt() : now))
                    .param("reachedAt", at(arrivals.provenAt()))
                    .param("types", SqlArray.of("text", heartbeat.types(), ProcessType::name))
                    .param("release", heartbeat.release())
                    .param("pingsPerSecond", heartbeat.pingsPerSecond())
                    .query(row -> {
                        answeredAt[0] = row.getObject("answered_at", OffsetDateTime.class);
                        if (row.getObject("id") != null) {
                            changed.add(OutageStore.outage(row, 0));
                        }
                    });
            return answeredAt[0].toInstant();
        });
        return changed.stream().findFirst();
    }

    @Transactional
    Optional<Outage> stopReceiving(UUID process) {
        return stopReceiving(process, clock.instant());
    }

    /**
     * Records that this process stops receiving normally. If no other web process receives, an outage begins. Processes
     * take turns here: two that stop at once would each still see the row of the other, and neither would begin it.
     *
     * @return the outage that began
     */
    @Transactional
    Optional<Outage> stopReceiving(UUID process, Instant now) {
        // A statement of its own: the next one sees what was committed while this one waited.
        locks.lock("end of reception");
        return jdbc.sql("""
                        WITH stopped AS (
                            DELETE FROM process_heartbeats
                            WHERE process_id = :process AND type = 'WEB'
                            RETURNING process_id
                        )
                        INSERT INTO outages (began_at, reason)
                        SELECT :now, 'STOPPED'
                        FROM stopped
                        WHERE NOT EXISTS (
                            SELECT
                            FROM process_heartbeats
                            WHERE type = 'WEB'
                                AND process_id <> :process
                                AND %s > :now - :maxGap * interval '1 millisecond'
                                AND %s
                        )
                        ON CONFLICT DO NOTHING
                        RETURNING id, began_at, ended_at, reason, is_cut
                        """.formatted(Reception.RECEIVED_AT, IS_OF_THE_PAST))
                .param("process", process)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("maxGap", Reception.MAX_GAP.toMillis())
                .query(OutageStore::outage)
                .optional();
    }

    /**
     * Deletes the row of a worker. {@link #stopReceiving} deletes the row of web; if that failed, an outage counts from
     * this row.
     */
    void delete(UUID process) {
        jdbc.sql("DELETE FROM process_heartbeats WHERE process_id = :process AND type <> 'WEB'")
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

    /** At most {@code limit} processes: web processes first, then the latest of each type first. */
    List<Heartbeats.RunningProcess> processes(Duration fresh, int limit) {
        return jdbc.sql("""
                        SELECT type, release, started_at, seen_at, pings_per_second,
                            seen_at > now() - :fresh * interval '1 millisecond' AS is_alive
                        FROM process_heartbeats
                        ORDER BY type, is_alive DESC, started_at DESC, process_id
                        LIMIT :limit
                        """)
                .param("fresh", fresh.toMillis())
                .param("limit", limit)
                .query(HeartbeatStore::process)
                .list();
    }

    /**
     * Deletes at most {@code limit} rows that were last seen before the horizon. The latest of web stays: an outage is
     * counted from it. Returns how many.
     */
    int deleteBefore(Instant horizon, int limit) {
        return jdbc.sql("""
                        DELETE FROM process_heartbeats
                        WHERE (process_id, type) IN (
                            SELECT process_id, type
                            FROM process_heartbeats
                            WHERE seen_at < :horizon
                                AND (type <> 'WEB'
                                    OR seen_at < (SELECT max(seen_at) FROM process_heartbeats WHERE type = 'WEB'))
                            LIMIT :limit
                        )
                        """)
                .param("horizon", horizon.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .update();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static Heartbeats.RunningProcess process(ResultSet row, int n) throws SQLException {
        return new Heartbeats.RunningProcess(
                ProcessType.valueOf(row.getString("type")),
                row.getString("release"),
                Objects.requireNonNull(SqlInstant.of(row, "started_at")),
                Objects.requireNonNull(SqlInstant.of(row, "seen_at")),
                row.getBoolean("is_alive"),
                row.getObject("pings_per_second", Float.class));
    }

    private static Heartbeats.OfType ofType(ResultSet row, int n) throws SQLException {
        return new Heartbeats.OfType(
                ProcessType.valueOf(row.getString("type")),
                row.getInt("alive"),
                // Never negative: a row may be written after this statement has read the time.
                Duration.ofMillis(Math.max(0, Math.round(row.getDouble("age_seconds") * 1_000))));
    }
}
