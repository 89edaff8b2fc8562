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

/** What is read before an attempt at a delivery, and noted after it. */
@Component
class AttemptStore {

    private static final TypeReference<Map<String, Object>> CONFIG = new TypeReference<>() {};
    private static final int MAX_ERROR = 500;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AttemptStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Those of the deliveries that are neither finished nor gone with their check or channel. */
    List<Owed> owed(Collection<UUID> deliveries) {
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

    /** Notes that channels were told, and takes the deliveries off the queue: both at once. */
    Map<Sent, Note> sent(Collection<Sent> deliveries, Instant now) {
        Map<Sent, Note> notes = new HashMap<>();
        // What follows from the join is said again, so that rows are found by index though the planner believes the
        // tables to be small: they grow by thousands within a second.
        jdbc.sql("""
                        WITH told AS (
                            SELECT id, lease
                            FROM unnest(:ids, :leases) AS u (id, lease)
                        ), noted AS (
                            UPDATE deliveries d
                            SET status = 'SENT', attempts = attempts + 1, last_error = NULL, finished_at = :now
                            FROM told t
                            WHERE d.id = ANY (:ids) AND d.id = t.id AND d.status = 'PENDING'
                            RETURNING d.id
                        ), taken_off AS (
                            DELETE FROM scheduled_tasks q
                            USING told t
                            WHERE q.task_name = :task
                                AND q.task_instance = ANY (:ids::text[])
                                AND q.task_instance = t.id::text
                                AND q.version = t.lease
                            RETURNING t.id
                        )
                        SELECT t.id, t.lease, n.id IS NOT NULL AS is_news, o.id IS NOT NULL AS was_ours
                        FROM told t
                        LEFT JOIN noted n ON n.id = t.id
                        LEFT JOIN taken_off o ON o.id = t.id
                        """)
                .param("ids", SqlArray.of("uuid", deliveries, Sent::id))
                .param("leases", SqlArray.of("bigint", deliveries, Sent::lease))
                .param("task", DeliveryConfiguration.TASK_NAME)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(row -> {
                    notes.put(
                            new Sent(row.getObject("id", UUID.class), row.getLong("lease")),
                            new Note(row.getBoolean("is_news"), row.getBoolean("was_ours")));
                });
        return notes;
    }

    /**
     * Notes a failed attempt; after the last one the delivery is finished. Empty when the delivery is not ours to judge
     * any more: a worker that stood still for longer than its heartbeats are waited for has lost it to another.
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
                        failure.reason().substring(0, Math.min(failure.reason().length(), MAX_ERROR)))
                .param("last", failure.isPermanent())
                .param("most", Backoff.MAX_ATTEMPTS)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Failed(row.getInt("attempts"), row.getBoolean("is_last")))
                .optional();
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

    private Owed read(ResultSet row, int n) throws SQLException {
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
        return new Owed(
                row.getObject("id", UUID.class),
                row.getInt("attempts"),
                DeliveryLogStore.flip(row),
                channel,
                lastPing,
                row.getBoolean("is_behind_another"),
                row.getBoolean("is_outdated"));
    }

    /**
     * A delivery still to be made.
     *
     * @param attempts how many failed so far
     * @param lastPing what the latest ping carried when the check changed status, or null when there was none
     * @param isBehindAnother whether the channel is still to be told of an earlier flip of this check
     * @param isOutdated whether an attempt failed and the check has changed status since
     */
    record Owed(
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

    /** A delivery whose channel was told, and the version of the queue's entry under which it was. */
    record Sent(UUID id, long lease) {}

    /**
     * What noting it found.
     *
     * @param isNews false when it was noted before that the channel was told, or that it failed for good
     * @param wasOurs false when another worker has taken the delivery meanwhile
     */
    record Note(boolean isNews, boolean wasOurs) {}

    /**
     * An attempt that failed.
     *
     * @param lease the version of the queue's entry, which changes whenever somebody takes it
     * @param reason holds no address
     * @param isPermanent whether another attempt would fail in the same way
     */
    record Failure(UUID id, long lease, String reason, boolean isPermanent) {}

    /** How many attempts have failed by now, and whether there is no other. */
    record Failed(int attempts, boolean isLast) {}
}
