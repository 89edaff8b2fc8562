package dev.rollcall.delivery.hold;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.database.SqlArray;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Holds deliveries back, and releases them. */
@Component
class HoldStore {

    /** As in the take of the queue: the planner's statistics may be older than a burst. */
    static final String BY_INDEX = "SET LOCAL enable_seqscan = off";

    private static final String IS_MUTED = "held_back_by IN ('MAINTENANCE', 'SNOOZE', 'PARENT')";

    private final JdbcClient jdbc;

    HoldStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Holds deliveries back and gives up their leases, with the earlier ones of the same check and channel, which they
     * replace. Locks in no particular order, so it skips locked rows. Returns the deliveries that it held back.
     */
    @Transactional
    Set<UUID> hold(Collection<Hold> holds, Instant now) {
        jdbc.sql(BY_INDEX).update();
        return jdbc.sql("""
                        WITH held AS MATERIALIZED (
                            SELECT e.id, e.id = h.id AS is_own, h.reason, h.until
                            FROM unnest(:ids, :versions, :reasons, :until) AS h (id, version, reason, until)
                            CROSS JOIN LATERAL (
                                SELECT id, channel_id, check_id, flip_id
                                FROM deliveries
                                WHERE id = h.id AND version = h.version AND status = 'PENDING'
                                OFFSET 0
                            ) d
                            CROSS JOIN LATERAL (
                                SELECT id
                                FROM deliveries
                                WHERE channel_id = d.channel_id
                                    AND check_id = d.check_id
                                    AND status = 'PENDING'
                                    AND flip_id <= d.flip_id
                                    AND (id = d.id OR held_until IS NULL OR held_until <= :now)
                                FOR UPDATE SKIP LOCKED
                            ) e
                        )
                        UPDATE deliveries d
                        SET due_at = held.until,
                            held_back_by = held.reason,
                            held_by = CASE WHEN is_own THEN NULL ELSE d.held_by END,
                            held_until = CASE WHEN is_own THEN NULL ELSE d.held_until END
                        FROM held
                        WHERE d.id = ANY (ARRAY(SELECT id FROM held)) AND d.id = held.id
                        RETURNING d.id
                        """)
                .param("ids", SqlArray.of("uuid", holds, hold -> hold.delivery().id()))
                .param(
                        "versions",
                        SqlArray.of("bigint", holds, hold -> hold.delivery().version()))
                .param(
                        "reasons",
                        SqlArray.of("text", holds, hold -> hold.reason().name()))
                .param("until", SqlArray.of("timestamptz", holds, hold -> time(hold.until())))
                .param("now", time(now))
                .query(UUID.class)
                .set();
    }

    /**
     * Holds back one delivery that {@code hold} skipped because its row was locked. This method waits for the row. If the
     * lease expired, another worker would have to assume that the alert was sent. No deadlock is possible, because this
     * transaction holds no other lock while it waits.
     */
    @Transactional
    void holdWhenUnlocked(Hold hold, Instant now) {
        jdbc.sql("SELECT id FROM deliveries WHERE id = :id AND version = :version FOR UPDATE")
                .param("id", hold.delivery().id())
                .param("version", hold.delivery().version())
                .query(UUID.class)
                .optional()
                .ifPresent(id -> hold(List.of(hold), now));
    }

    /** Checks with deliveries that are held back by a mute that has not ended, in the order of their ids. */
    @Transactional
    List<CheckId> muted(UUID after, int limit, Instant now) {
        jdbc.sql(BY_INDEX).update();
        return jdbc.sql("""
                        SELECT DISTINCT check_id
                        FROM deliveries
                        WHERE status = 'PENDING'
                            AND %s
                            AND due_at > :now
                            AND check_id > :after
                        ORDER BY check_id
                        LIMIT :limit
                        """.formatted(IS_MUTED))
                .param("now", time(now))
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new CheckId(row.getObject("check_id", UUID.class)))
                .list();
    }

    /** Makes the deliveries of these checks due that are held back by a mute. */
    @Transactional
    int release(Collection<CheckId> checks, Instant now) {
        return checks.isEmpty()
                ? 0
                : release(IS_MUTED + " AND check_id = ANY (:checks)", now)
                        .param("checks", SqlArray.of("uuid", checks, CheckId::value))
                        .update();
    }

    /** Makes the deliveries due that this channel holds back by its own settings. */
    @Transactional
    void release(UUID channel, Instant now) {
        release("held_back_by IN ('ESCALATION', 'FLAPPING') AND channel_id = :channel", now)
                .param("channel", channel)
                .update();
    }

    /** The number of deliveries that are held back, by reason; a reason without deliveries is missing. */
    Map<String, Long> countByReason(Instant now) {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("""
                        SELECT held_back_by, count(*) AS deliveries
                        FROM deliveries
                        WHERE status = 'PENDING' AND held_back_by IS NOT NULL AND due_at > :now
                        GROUP BY held_back_by
                        """).param("now", time(now)).query(row -> {
            counts.put(row.getString("held_back_by"), row.getLong("deliveries"));
        });
        return counts;
    }

    /** A locked row is skipped: it is being held back at this moment, and the next look finds it. */
    private JdbcClient.StatementSpec release(String condition, Instant now) {
        jdbc.sql(BY_INDEX).update();
        return jdbc.sql("""
                        UPDATE deliveries
                        SET due_at = :now
                        WHERE id = ANY (ARRAY(
                            SELECT id
                            FROM deliveries
                            WHERE status = 'PENDING' AND due_at > :now AND %s
                            FOR UPDATE SKIP LOCKED
                        ))
                        """.formatted(condition)).param("now", time(now));
    }

    private static Object time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** A delivery that is to be held back. */
    record Hold(Candidate delivery, Decision decision) {

        HoldReason reason() {
            return Objects.requireNonNull(decision.reason());
        }

        Instant until() {
            return Objects.requireNonNull(decision.until());
        }
    }
}
