package dev.rollcall.delivery.reminder;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores reminders: further deliveries of a flip to down, as long as the check stays down. */
@Component
public class ReminderStore {

    /** The pause between reminders of {@code channels c}; null if it wants none. */
    public static final String PAUSE = """
            CASE c.config ->> 'remind'
                WHEN 'hourly' THEN interval '1 hour'
                WHEN 'daily' THEN interval '24 hours'
            END""";

    private final JdbcClient jdbc;

    ReminderStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Creates the reminders that are due. Looks at no more than {@code limit} deliveries, by index, and returns how
     * many.
     *
     * <p>They are due in the rhythm of the flip, and numbered by it. If several were missed, only the last is created.
     * After a change to a longer pause, the numbers go on from the last one. None is created while an alert of the
     * check waits for the channel, or before the first is due, because the channel may want fewer by now. There are
     * none after the check has flipped again, a person has acknowledged it, or the channel is no longer assigned to the
     * check or wants no more reminders.
     */
    public Reminded remind(Instant now, int limit) {
        // Skips locked rows: those of another worker, and of a channel or a check that is being deleted.
        return jdbc.sql("""
                        WITH due AS (
                            SELECT d.id, d.flip_id, d.check_id, d.channel_id, f.flipped_at, %s AS pause,
                                f.acknowledged_at IS NULL
                                    AND c.unsubscribed_at IS NULL
                                    AND %s IS NOT NULL
                                    AND NOT EXISTS (
                                        SELECT 1
                                        FROM flips l
                                        WHERE l.check_id = f.check_id AND l.flipped_at >= f.flipped_at AND l.id > f.id
                                    )
                                    AND EXISTS (
                                        SELECT 1
                                        FROM check_channels a
                                        LEFT JOIN channel_members m ON m.group_id = a.channel_id
                                        WHERE a.check_id = d.check_id
                                            AND COALESCE(m.channel_id, a.channel_id) = d.channel_id
                                    ) AS lasts
                            FROM deliveries d
                            JOIN flips f ON f.id = d.flip_id
                            JOIN channels c ON c.id = d.channel_id
                            WHERE d.remind_at <= :now
                            ORDER BY d.remind_at
                            LIMIT :limit
                            FOR UPDATE OF d SKIP LOCKED
                            FOR KEY SHARE OF f, c SKIP LOCKED
                        ), counted AS (
                            SELECT id, flip_id, check_id, channel_id, flipped_at, pause, lasts,
                                floor(extract(epoch FROM :now - flipped_at) / extract(epoch FROM pause))::integer AS round
                            FROM due
                        ), moved AS (
                            UPDATE deliveries d
                            SET remind_at = CASE WHEN n.lasts THEN n.flipped_at + (n.round + 1) * n.pause END
                            FROM counted n
                            WHERE d.id = n.id
                        ), made AS (
                            INSERT INTO deliveries (
                                id, flip_id, check_id, channel_id, purpose, round, created_at, due_at
                            )
                            SELECT gen_random_uuid(), n.flip_id, n.check_id, n.channel_id, 'REMINDER',
                                -- After a change to a longer pause, this number may have been used before.
                                GREATEST(n.round, 1 + (
                                    SELECT max(e.round)
                                    FROM deliveries e
                                    WHERE e.flip_id = n.flip_id AND e.channel_id = n.channel_id
                                )),
                                :now, :now
                            FROM counted n
                            WHERE n.lasts AND n.round > 0 AND NOT EXISTS (
                                SELECT 1
                                FROM deliveries p
                                WHERE p.channel_id = n.channel_id AND p.check_id = n.check_id AND p.status = 'PENDING'
                            )
                            ON CONFLICT (flip_id, channel_id, round) DO NOTHING
                            RETURNING id
                        )
                        SELECT (SELECT count(*) FROM counted) AS looked_at, (SELECT count(*) FROM made) AS made
                        """.formatted(PAUSE, PAUSE))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, n) -> new Reminded(row.getInt("looked_at"), row.getInt("made")))
                .single();
    }

    /**
     * One batch.
     *
     * @param lookedAt how many deliveries were due for a reminder
     * @param made how many reminders were created
     */
    public record Reminded(int lookedAt, int made) {}
}
