package dev.rollcall.delivery.earlier;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the queue of the previous release, and empties it. */
@Component
public class EarlierReleaseStore {

    private final JdbcClient jdbc;

    EarlierReleaseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Later deliveries wait for those that a worker of that release is making and that nobody has moved yet. */
    public void keepOrder() {
        jdbc.sql("""
                        UPDATE deliveries d
                        SET check_id = f.check_id
                        FROM flips f
                        WHERE d.status = 'PENDING' AND d.check_id IS NULL AND f.id = d.flip_id
                        """).update();
    }

    /**
     * Moves entries that no worker of that release holds. Returns how many.
     *
     * @param missed a worker without a heartbeat since then is dead
     */
    public int move(Instant missed, int limit) {
        return jdbc.sql("""
                        WITH moved AS (
                            DELETE FROM scheduled_tasks
                            WHERE task_name = 'deliver-alert'
                                AND task_instance = ANY (ARRAY(
                                    SELECT task_instance
                                    FROM scheduled_tasks
                                    WHERE task_name = 'deliver-alert'
                                        AND (NOT picked OR last_heartbeat < :missed)
                                    LIMIT :limit
                                    FOR UPDATE SKIP LOCKED
                                ))
                            RETURNING task_instance::uuid AS id, execution_time
                        ), due AS (
                            UPDATE deliveries d
                            SET due_at = m.execution_time, check_id = f.check_id
                            FROM moved m, flips f
                            WHERE d.id = m.id AND d.status = 'PENDING' AND f.id = d.flip_id
                        )
                        SELECT count(*) FROM moved
                        """)
                .param("missed", missed.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }
}
