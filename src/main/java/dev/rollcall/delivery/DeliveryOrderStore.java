package dev.rollcall.delivery;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deliveries that are not made because of others, of the same check and channel. */
@Component
class DeliveryOrderStore {

    private final JdbcClient jdbc;

    DeliveryOrderStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Ends a delivery that failed before its check changed status again. False when it is not ours any more.
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
     * Makes way for a delivery: ends those of earlier flips to the same channel that failed and wait for another
     * attempt. One that is under way, or was never tried, is left.
     */
    Way clearWay(UUID delivery, Instant now) {
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
                        ), taken_off AS (
                            DELETE FROM scheduled_tasks q
                            USING waiting w
                            WHERE q.task_name = :task AND q.task_instance = w.task_instance
                            RETURNING q.task_instance::uuid AS id
                        ), ended AS (
                            UPDATE deliveries d
                            SET status = 'OUTDATED', finished_at = :now
                            FROM taken_off t
                            WHERE d.id = t.id AND d.status = 'PENDING'
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
        return new Way(left[0] == 0, ended);
    }

    /**
     * What stands between a delivery and its channel.
     *
     * @param ended the earlier deliveries that were ended
     */
    record Way(boolean isClear, List<UUID> ended) {}
}
