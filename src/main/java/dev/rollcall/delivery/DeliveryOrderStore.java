package dev.rollcall.delivery;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends deliveries that are outdated by a later flip of the same check. */
@Component
class DeliveryOrderStore {

    private final JdbcClient jdbc;

    DeliveryOrderStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Ends a delivery that failed before its check changed status again. False when another worker has taken it.
     *
     * @param lease see {@link AttemptStore.Sent}
     */
    boolean outdated(UUID id, long lease, Instant now) {
        return jdbc.sql("""
                        UPDATE deliveries
                        SET status = 'OUTDATED', finished_at = :now
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
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /**
     * Ends the deliveries of earlier flips to the same channel that failed and wait for another attempt. Those that are
     * under way or were never attempted stay.
     */
    Predecessors endPredecessors(UUID delivery, Instant now) {
        List<UUID> ended = new ArrayList<>();
        long[] left = {0};
        jdbc.sql("""
                        WITH earlier AS (
                            SELECT before.id, before.attempts
                            FROM deliveries d
                            JOIN flips f ON f.id = d.flip_id
                            JOIN flips e ON e.check_id = f.check_id AND e.flipped_at <= f.flipped_at AND e.id < f.id
                            JOIN deliveries before ON before.flip_id = e.id AND before.channel_id = d.channel_id
                            WHERE d.id = :id AND before.status = 'PENDING'
                        ), waiting AS (
                            SELECT task_instance
                            FROM scheduled_tasks
                            WHERE task_name = :task
                                AND task_instance = ANY (ARRAY(SELECT id::text FROM earlier WHERE attempts > 0))
                                AND NOT picked
                            ORDER BY task_instance
                            FOR UPDATE SKIP LOCKED
                        ), dequeued AS (
                            DELETE FROM scheduled_tasks q
                            USING waiting w
                            WHERE q.task_name = :task AND q.task_instance = w.task_instance
                            RETURNING q.task_instance::uuid AS id
                        ), ended AS (
                            UPDATE deliveries d
                            SET status = 'OUTDATED', finished_at = :now
                            FROM dequeued q
                            WHERE d.id = q.id AND d.status = 'PENDING'
                            RETURNING d.id
                        )
                        SELECT c.earlier - c.ended AS left_over, ended.id
                        FROM (SELECT (SELECT count(*) FROM earlier) AS earlier, (SELECT count(*) FROM ended) AS ended) c
                        LEFT JOIN ended ON true
                        """)
                .param("id", delivery)
                .param("task", DeliveryConfiguration.TASK_NAME)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(row -> {
                    left[0] = row.getLong("left_over");
                    if (row.getObject("id") != null) {
                        ended.add(row.getObject("id", UUID.class));
                    }
                });
        return new Predecessors(left[0] == 0, ended);
    }

    /**
     * The earlier deliveries of the same check and channel.
     *
     * @param areDone whether none of them is pending any more
     * @param ended the ids of those that were just ended
     */
    record Predecessors(boolean areDone, List<UUID> ended) {}
}
