package dev.rollcall.delivery.backlog;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads which deliveries wait in the queue, and for how long. */
@Component
public class BacklogStore {

    /**
     * All pending deliveries, each with the time from which a worker takes it. A notice waits for the earliest notice
     * of its channel. Alerts of one check that are folded wait for the latest of them. So a delivery that waits behind
     * another on purpose is not due: more workers would not help.
     */
    private static final String PENDING = """
            SELECT d.held_until, d.attempts, d.held_back_by, h.paused_until,
                d.held_back_by IS NOT NULL AND d.due_at > :now AS is_held_back,
                GREATEST(h.paused_until, CASE
                    WHEN d.check_id IS NULL THEN GREATEST(d.due_at, first_value(d.due_at) OVER turns)
                    WHEN first_value(d.in_digest) OVER turns THEN d.due_at
                    WHEN h.paused_until IS NOT NULL
                        OR first_value(d.attempts) OVER turns > 0
                        OR first_value(d.held_back_by) OVER turns IS NOT NULL THEN last_value(d.due_at) OVER turns
                    ELSE GREATEST(d.due_at, first_value(d.due_at) OVER turns)
                END) AS due_at
            FROM deliveries d
            LEFT JOIN channel_health h ON h.channel_id = d.channel_id
            WHERE d.status = 'PENDING'
            WINDOW turns AS (
                PARTITION BY d.channel_id, d.check_id
                ORDER BY d.flip_id, d.notice_id
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            )
            """;

    private final JdbcClient jdbc;

    BacklogStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * When the oldest due delivery became due. A delivery under way counts until its result is recorded. A
     * delivery to a paused channel is due when the pause is over.
     */
    public Optional<Instant> oldestDue(Instant now) {
        return jdbc.sql("""
                        SELECT min(due_at) AS due_at
                        FROM (%s) pending
                        WHERE due_at <= :now
                        """.formatted(PENDING))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> Optional.ofNullable(row.getObject("due_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single();
    }

    /** The due deliveries that no worker holds, and how many wait for something else. */
    public Counts counts(Instant now) {
        return jdbc.sql("""
                        SELECT count(*) FILTER (WHERE is_due) AS due,
                            min(due_at) FILTER (WHERE is_due) AS oldest,
                            count(*) FILTER (WHERE attempts > 0) AS retried,
                            count(*) FILTER (WHERE paused_until > :now) AS paused,
                            count(*) FILTER (WHERE is_held_back) AS held_back
                        FROM (
                            SELECT *, due_at <= :now AND (held_until IS NULL OR held_until <= :now) AS is_due
                            FROM (%s) pending
                        ) pending
                        """.formatted(PENDING))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> {
                    OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
                    return new Counts(
                            row.getLong("due"),
                            oldest == null ? null : oldest.toInstant(),
                            row.getLong("retried"),
                            row.getLong("paused"),
                            row.getLong("held_back"));
                })
                .single();
    }

    /** The number of deliveries by status; a status without deliveries is missing. */
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

    /** The number of channels that are paused, or whose pause is over but which no message has reached since. */
    long countPaused() {
        return jdbc.sql("SELECT count(*) FROM channel_health WHERE paused_until IS NOT NULL")
                .query(Long.class)
                .single();
    }

    /**
     * Deliveries in the queue.
     *
     * @param due the number of due deliveries that no worker holds
     * @param oldest when the first of them became due; null if none is due
     * @param retried the number of deliveries with a failed attempt
     * @param paused the number of deliveries to channels that are paused now
     * @param heldBack the number of deliveries that are held back on purpose
     */
    public record Counts(long due, @Nullable Instant oldest, long retried, long paused, long heldBack) {}
}
