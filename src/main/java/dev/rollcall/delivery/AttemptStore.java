package dev.rollcall.delivery;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelView;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.flip.Flip;
import dev.rollcall.platform.database.SqlArray;
import dev.rollcall.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads deliveries before an attempt and records its result. */
@Component
class AttemptStore {

    private static final TypeReference<Map<String, Object>> CONFIG = new TypeReference<>() {};
    private static final int MAX_ERROR_LENGTH = 500;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AttemptStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The given deliveries, without those that are finished or were deleted with their check or channel. */
    List<PendingDelivery> findPending(Collection<UUID> deliveries) {
        return jdbc.sql("""
                        SELECT d.id, d.attempts, f.id AS flip_id, f.check_id, f.from_status, f.to_status, f.reason,
                            f.flipped_at, f.request_id, c.id AS channel_id, c.project_id, c.kind, c.name, c.config,
                            c.signing_secret, p.n, p.received_at, p.exit_status, p.body,
                            COALESCE(e.status = 'PENDING', false) AS is_behind_another,
                            d.attempts > 0 AND EXISTS (
                                SELECT 1
                                FROM flips later
                                WHERE later.check_id = f.check_id
                                    AND later.flipped_at >= f.flipped_at
                                    AND later.id > f.id
                            ) AS is_outdated
                        FROM deliveries d
                        JOIN flips f ON f.id = d.flip_id
                        JOIN channels c ON c.id = d.channel_id
                        LEFT JOIN LATERAL (
                            SELECT n, received_at, exit_status, body
                            FROM pings
                            WHERE check_id = f.check_id AND n <= COALESCE(f.ping_n, :latest)
                            ORDER BY n DESC
                            LIMIT 1
                        ) p ON true
                        LEFT JOIN LATERAL (
                            SELECT before.status
                            FROM flips earlier
                            JOIN deliveries before ON before.flip_id = earlier.id AND before.channel_id = d.channel_id
                            WHERE earlier.check_id = f.check_id
                                AND earlier.flipped_at <= f.flipped_at
                                AND earlier.id < f.id
                            ORDER BY earlier.flipped_at DESC, earlier.id DESC
                            LIMIT 1
                        ) e ON true
                        WHERE d.id = ANY (:ids) AND d.status = 'PENDING'
                        """)
                .param("ids", SqlArray.of("uuid", deliveries, id -> id))
                .param("latest", Long.MAX_VALUE)
                .query(this::read)
                .list();
    }

    /** Records deliveries as sent and removes them from the queue, in one statement. */
    Map<Sent, Completion> sent(Collection<Sent> deliveries, Instant now) {
        Map<Sent, Completion> completions = new HashMap<>();
        // Conditions that follow from the join are repeated, so that rows are found by index. The planner's statistics
        // may say that the tables are small, because they grow by thousands of rows within a second.
        jdbc.sql("""
                        WITH sent AS (
                            SELECT id, lease
                            FROM unnest(:ids, :leases) AS u (id, lease)
                        ), recorded AS (
                            UPDATE deliveries d
                            SET status = 'SENT', attempts = attempts + 1, last_error = NULL, finished_at = :now
                            FROM sent s
                            WHERE d.id = ANY (:ids) AND d.id = s.id AND d.status = 'PENDING'
                            RETURNING d.id
                        ), dequeued AS (
                            DELETE FROM scheduled_tasks q
                            USING sent s
                            WHERE q.task_name = :task
                                AND q.task_instance = ANY (:ids::text[])
                                AND q.task_instance = s.id::text
                                AND q.version = s.lease
                            RETURNING s.id
                        )
                        SELECT s.id, s.lease, r.id IS NOT NULL AS is_new, q.id IS NOT NULL AS had_lease
                        FROM sent s
                        LEFT JOIN recorded r ON r.id = s.id
                        LEFT JOIN dequeued q ON q.id = s.id
                        """)
                .param("ids", SqlArray.of("uuid", deliveries, Sent::id))
                .param("leases", SqlArray.of("bigint", deliveries, Sent::lease))
                .param("task", DeliveryConfiguration.TASK_NAME)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(row -> {
                    completions.put(
                            new Sent(row.getObject("id", UUID.class), row.getLong("lease")),
                            new Completion(row.getBoolean("is_new"), row.getBoolean("had_lease")));
                });
        return completions;
    }

    /**
     * Records a failed attempt; after the last one the delivery is finished. Empty when another worker has taken the
     * delivery, because this one missed its heartbeats.
     */
    Optional<Failed> failed(Failure failure, Instant now) {
        return jdbc.sql("""
                        UPDATE deliveries
                        SET attempts = attempts + 1,
                            last_error = :error,
                            status = CASE WHEN :last OR attempts + 1 >= :most THEN 'FAILED' ELSE status END,
                            finished_at = CASE WHEN :last OR attempts + 1 >= :most THEN :now::timestamptz END
                        WHERE id = :id
                        AND status = 'PENDING'
                        AND EXISTS (
                            SELECT 1
                            FROM scheduled_tasks t
                            WHERE t.task_name = :task AND t.task_instance = :id::text AND t.version = :lease
                        )
                        RETURNING attempts, status = 'FAILED' AS is_last
                        """)
                .param("id", failure.id())
                .param("task", DeliveryConfiguration.TASK_NAME)
                .param("lease", failure.lease())
                .param(
                        "error",
                        failure.reason().substring(0, Math.min(failure.reason().length(), MAX_ERROR_LENGTH)))
                .param("last", failure.isPermanent())
                .param("most", Backoff.MAX_ATTEMPTS)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Failed(row.getInt("attempts"), row.getBoolean("is_last")))
                .optional();
    }

    /** Releases the unfinished deliveries of a worker, so that others can take them at once. Returns their ids. */
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

    private PendingDelivery read(ResultSet row, int n) throws SQLException {
        var channel = new ChannelView(
                row.getObject("channel_id", UUID.class),
                new ProjectId(row.getObject("project_id", UUID.class)),
                row.getString("kind"),
                row.getString("name"),
                json.readValue(row.getString("config"), CONFIG),
                row.getString("signing_secret"));
        var lastPing = row.getObject("n") == null
                ? null
                : new Alert.LastPing(
                        row.getObject("received_at", OffsetDateTime.class).toInstant(),
                        row.getObject("exit_status", Integer.class),
                        row.getBytes("body"));
        return new PendingDelivery(
                row.getObject("id", UUID.class),
                row.getInt("attempts"),
                DeliveryLogStore.flip(row),
                channel,
                lastPing,
                row.getBoolean("is_behind_another"),
                row.getBoolean("is_outdated"));
    }

    /**
     * A delivery that is not finished.
     *
     * @param attempts the number of failed attempts
     * @param lastPing the latest ping at the change of status, or null when there was none
     * @param isBehindAnother whether a delivery of an earlier flip of this check to this channel is pending
     * @param isOutdated whether an attempt failed and the check has changed status since
     */
    record PendingDelivery(
            UUID id,
            int attempts,
            Flip flip,
            ChannelView channel,
            Alert.@Nullable LastPing lastPing,
            boolean isBehindAnother,
            boolean isOutdated) {

        CheckId checkId() {
            return flip.change().checkId();
        }
    }

    /** A delivery that was sent. The lease is the version of the queue's entry when the worker took it. */
    record Sent(UUID id, long lease) {}

    /**
     * The result of recording a delivery as sent.
     *
     * @param isNew false when the delivery was already finished
     * @param hadLease false when another worker has taken the delivery in the meantime
     */
    record Completion(boolean isNew, boolean hadLease) {}

    /**
     * An attempt that failed.
     *
     * @param lease the version of the queue's entry, which changes whenever a worker takes it
     * @param reason contains no address
     * @param isPermanent whether another attempt would fail in the same way
     */
    record Failure(UUID id, long lease, String reason, boolean isPermanent) {}

    /** The number of failed attempts, and whether this was the last. */
    record Failed(int attempts, boolean isLast) {}
}
