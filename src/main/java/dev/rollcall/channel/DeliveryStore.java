package dev.rollcall.channel;

import dev.rollcall.check.CheckId;
import dev.rollcall.flip.FlipUse;
import dev.rollcall.platform.Prunable;
import dev.rollcall.platform.SqlArray;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Flips on their way to channels. */
@Component
class DeliveryStore implements FlipUse {

    /** Below the id of any delivery. */
    private static final String LOWEST = new UUID(0, 0).toString();

    private static final int LONGEST_ERROR = 500;

    private final JdbcClient jdbc;

    DeliveryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One delivery for each of these flips and each channel of its check. Returns their ids. */
    List<UUID> insert(List<Long> flips, Instant now) {
        // Waits for a delete of the channel under way, and leaves out what it took: else the flip would fail with it.
        return jdbc.sql("""
                        INSERT INTO deliveries (id, flip_id, channel_id, created_at)
                        SELECT gen_random_uuid(), f.id, c.id, :now
                        FROM flips f
                        JOIN check_channels a ON a.check_id = f.check_id
                        JOIN channels c ON c.id = a.channel_id
                        WHERE f.id = ANY (:flips)
                        FOR KEY SHARE OF c
                        RETURNING id
                        """)
                .param("flips", new SqlArrayValue("bigint", flips.toArray()))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .list();
    }

    /** The delivery, unless it is finished or gone with its check or channel. */
    Optional<Pending> findPending(UUID id) {
        return jdbc.sql("""
                        SELECT d.flip_id, d.channel_id, d.attempts, f.request_id
                        FROM deliveries d
                        JOIN flips f ON f.id = d.flip_id
                        WHERE d.id = :id AND d.status = 'PENDING'
                        """)
                .param("id", id)
                .query((row, n) -> new Pending(
                        id,
                        row.getLong("flip_id"),
                        row.getObject("channel_id", UUID.class),
                        row.getInt("attempts"),
                        row.getString("request_id")))
                .optional();
    }

    /** Notes that the channel was told. False when that, or that it failed for good, was noted before. */
    boolean sent(UUID id, Instant now) {
        return jdbc.sql("""
                        UPDATE deliveries
                        SET status = 'SENT', attempts = attempts + 1, last_error = NULL, finished_at = :now
                        WHERE id = :id AND status = 'PENDING'
                        """)
                        .param("id", id)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /**
     * Notes a failed attempt; after the last one the delivery is finished. False when the delivery is not ours to judge
     * any more: a worker that stood still for longer than its heartbeats are waited for has lost it to another.
     *
     * @param lease the version of the queue's entry, which changes whenever somebody takes it
     */
    boolean failed(UUID id, long lease, String error, boolean last, Instant now) {
        return jdbc.sql("""
                        UPDATE deliveries
                        SET attempts = attempts + 1,
                            last_error = :error,
                            status = CASE WHEN :last THEN 'FAILED' ELSE status END,
                            finished_at = CASE WHEN :last THEN :now::timestamptz END
                        WHERE id = :id
                        AND status = 'PENDING'
                        AND EXISTS (
                            SELECT 1
                            FROM scheduled_tasks t
                            WHERE t.task_name = :task AND t.task_instance = :id::text AND t.version = :lease
                        )
                        """)
                        .param("id", id)
                        .param("task", DeliveryConfiguration.TASK_NAME)
                        .param("lease", lease)
                        .param("error", error.substring(0, Math.min(error.length(), LONGEST_ERROR)))
                        .param("last", last)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Lets other workers take at once what this one has taken and not finished. Returns the deliveries' ids. */
    List<UUID> handBack(String worker) {
        return jdbc.sql("""
                        UPDATE scheduled_tasks
                        SET picked = false, picked_by = NULL, last_heartbeat = NULL, version = version + 1
                        WHERE task_name = :task AND picked AND picked_by = :worker
                        RETURNING task_instance::uuid
                        """)
                .param("task", DeliveryConfiguration.TASK_NAME)
                .param("worker", worker)
                .query(UUID.class)
                .list();
    }

    /** How many deliveries are kept, by status; a status that none has is missing. */
    Map<String, Long> countByStatus() {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("""
                        SELECT status, count(*) AS deliveries
                        FROM deliveries
                        GROUP BY status
                        """).query(row -> {
            counts.put(row.getString("status"), row.getLong("deliveries"));
        });
        return counts;
    }

    /** Since when the delivery is due that has waited longest; one under way counts until it is noted. */
    Optional<Instant> oldestDue(Instant now) {
        return jdbc.sql("""
                        SELECT min(execution_time) AS due_at
                        FROM scheduled_tasks
                        WHERE task_name = :task AND execution_time <= :now
                        """)
                .param("task", DeliveryConfiguration.TASK_NAME)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> Optional.ofNullable(row.getObject("due_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single();
    }

    /** What the check's latest ping carried. */
    Optional<Alert.LastPing> lastPing(CheckId check) {
        return jdbc.sql("""
                        SELECT exit_status, body
                        FROM pings
                        WHERE check_id = :check
                        ORDER BY n DESC
                        LIMIT 1
                        """)
                .param("check", check.value())
                .query((row, n) ->
                        new Alert.LastPing(row.getObject("exit_status", Integer.class), row.getBytes("body")))
                .optional();
    }

    /** Of those flips, the ones that somebody is still to be told of. */
    @Override
    public Set<Long> needed(Collection<Long> flips) {
        return jdbc.sql("""
                        SELECT DISTINCT flip_id
                        FROM deliveries
                        WHERE flip_id = ANY (:flips) AND status = 'PENDING'
                        """)
                .param("flips", SqlArray.of("bigint", flips, id -> id))
                .query(Long.class)
                .set();
    }

    /** Looks at the next {@code limit} deliveries by id, and deletes those of them that were finished before. */
    Prunable.Batch deleteFinished(@Nullable String mark, Instant horizon, int limit) {
        return jdbc.sql("""
                        WITH looked AS (
                            SELECT id, status, finished_at
                            FROM deliveries
                            WHERE id > :mark::uuid
                            ORDER BY id
                            LIMIT :limit
                        ), gone AS (
                            DELETE FROM deliveries d
                            USING looked l
                            WHERE d.id = l.id AND l.status <> 'PENDING' AND l.finished_at < :horizon
                            RETURNING d.id
                        )
                        SELECT (SELECT count(*) FROM gone) AS deleted,
                            (SELECT id FROM looked ORDER BY id OFFSET :limit - 1) AS last
                        """)
                .param("mark", mark == null ? LOWEST : mark)
                .param("horizon", horizon.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, n) -> new Prunable.Batch(row.getInt("deleted"), row.getString("last")))
                .single();
    }

    /** What is queued and due, and no worker has taken yet. */
    Backlog backlog(Instant now) {
        return jdbc.sql("""
                        SELECT count(*) FILTER (WHERE execution_time <= :now AND NOT picked) AS due,
                            min(execution_time) FILTER (WHERE execution_time <= :now AND NOT picked) AS oldest,
                            count(*) FILTER (WHERE consecutive_failures > 0) AS retried
                        FROM scheduled_tasks
                        WHERE task_name = :task
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("task", DeliveryConfiguration.TASK_NAME)
                .query((row, n) -> {
                    OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
                    return new Backlog(
                            row.getLong("due"), oldest == null ? null : oldest.toInstant(), row.getLong("retried"));
                })
                .single();
    }

    /**
     * Deliveries in the queue.
     *
     * @param oldest since when the first of those that are due has been, or null when none is
     * @param retried how many were tried before
     */
    record Backlog(long due, @Nullable Instant oldest, long retried) {}

    /**
     * A delivery still to be made.
     *
     * @param requestId the request that made the flip; null when it was silence
     */
    record Pending(
            UUID id,
            long flipId,
            UUID channelId,
            int attempts,
            @Nullable String requestId) {}
}
