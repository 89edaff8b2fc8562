package dev.rollcall.delivery.hold;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.database.SqlArray;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads what decides about holding deliveries back, and holds them back. */
@Component
class HoldStore {

    /** The planner's statistics may be older than a burst, see the take of the queue. */
    private static final String BY_INDEX = "SET LOCAL enable_seqscan = off";

    private final JdbcClient jdbc;

    HoldStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What the receivers of these deliveries know about their checks. An alert that failed, or whose worker died, may have
     * arrived. It goes from the latest flip of the check to the last that was sent.
     */
    @Transactional
    Map<UUID, Knowledge> knowledge(Collection<Candidate> deliveries) {
        Map<UUID, Knowledge> known = new HashMap<>();
        if (deliveries.isEmpty()) {
            return known;
        }
        jdbc.sql(BY_INDEX).update();
        jdbc.sql("""
                        SELECT w.id, COALESCE(sent.is_down, false) AS was_told_down,
                            COALESCE(tried.is_down, false) AS may_know_down,
                            COALESCE(tried.is_up, false) AS may_know_up
                        FROM unnest(:ids, :channels, :checks) AS w (id, channel_id, check_id)
                        LEFT JOIN LATERAL (
                            SELECT f.id, f.flipped_at, f.to_status = 'DOWN' AS is_down
                            FROM flips f
                            JOIN deliveries d ON d.flip_id = f.id AND d.channel_id = w.channel_id
                            WHERE f.check_id = w.check_id AND d.status = 'SENT'
                            ORDER BY f.flipped_at DESC, f.id DESC
                            LIMIT 1
                        ) sent ON true
                        CROSS JOIN LATERAL (
                            SELECT bool_or(f.to_status = 'DOWN') AS is_down, bool_or(f.to_status <> 'DOWN') AS is_up
                            FROM flips f
                            JOIN deliveries d ON d.flip_id = f.id AND d.channel_id = w.channel_id
                            WHERE f.check_id = w.check_id
                                AND f.flipped_at >= COALESCE(sent.flipped_at, '-infinity')
                                AND f.id > COALESCE(sent.id, 0)
                                AND d.status <> 'SENT'
                                AND (d.attempts > 0 OR (d.held_until IS NOT NULL AND d.id <> w.id))
                        ) tried
                        """)
                .param("ids", SqlArray.of("uuid", deliveries, Candidate::id))
                .param("channels", SqlArray.of("uuid", deliveries, HoldStore::channel))
                .param("checks", SqlArray.of("uuid", deliveries, HoldStore::check))
                .query(row -> {
                    known.put(
                            row.getObject("id", UUID.class),
                            new Knowledge(
                                    row.getBoolean("was_told_down"),
                                    row.getBoolean("may_know_down"),
                                    row.getBoolean("may_know_up")));
                });
        return known;
    }

    /**
     * The changes of the checks in the hour before these flips and since. Without those that a message after flapping has
     * summed up for this channel.
     */
    @Transactional
    Map<UUID, FlapRule.Changes> changes(Collection<Candidate> deliveries) {
        Map<UUID, FlapRule.Changes> changes = new HashMap<>();
        if (deliveries.isEmpty()) {
            return changes;
        }
        jdbc.sql(BY_INDEX).update();
        jdbc.sql("""
                        SELECT w.id, COALESCE(c.until_flip, 0) AS until_flip, COALESCE(c.latest_at, w.at) AS latest_at,
                            COALESCE(c.limit_at, w.at) AS limit_at
                        FROM unnest(:ids, :channels, :checks, :flips, :times, :limits)
                            AS w (id, channel_id, check_id, flip_id, at, flap_limit)
                        CROSS JOIN LATERAL (
                            SELECT COALESCE(max(f.id), 0) AS flip_id
                            FROM flips f
                            JOIN deliveries d ON d.flip_id = f.id AND d.channel_id = w.channel_id
                            WHERE f.check_id = w.check_id
                                AND f.flipped_at > w.at - CAST(:period AS interval)
                                AND d.status = 'SENT'
                                AND d.held_back_by = 'FLAPPING'
                        ) summed_up
                        CROSS JOIN LATERAL (
                            SELECT count(*) FILTER (WHERE id <= w.flip_id) AS until_flip,
                                max(flipped_at) AS latest_at,
                                (array_agg(flipped_at ORDER BY flipped_at DESC, id DESC))[w.flap_limit] AS limit_at
                            FROM flips
                            WHERE check_id = w.check_id
                                AND flipped_at > w.at - CAST(:period AS interval)
                                AND id > summed_up.flip_id
                                AND (to_status = 'DOWN' OR (from_status = 'DOWN' AND to_status = 'UP'))
                        ) c
                        """)
                .param("ids", SqlArray.of("uuid", deliveries, Candidate::id))
                .param("channels", SqlArray.of("uuid", deliveries, HoldStore::channel))
                .param("checks", SqlArray.of("uuid", deliveries, HoldStore::check))
                .param(
                        "flips",
                        SqlArray.of(
                                "bigint",
                                deliveries,
                                delivery -> delivery.flip().id()))
                .param(
                        "times",
                        SqlArray.of(
                                "timestamptz",
                                deliveries,
                                delivery -> time(delivery.flip().change().at())))
                .param(
                        "limits",
                        SqlArray.of(
                                "integer",
                                deliveries,
                                delivery -> delivery.channel().flapLimit().orElse(0)))
                .param("period", FlapRule.PERIOD.toString())
                .query(row -> {
                    changes.put(
                            row.getObject("id", UUID.class),
                            new FlapRule.Changes(
                                    row.getLong("until_flip"),
                                    row.getObject("latest_at", OffsetDateTime.class)
                                            .toInstant(),
                                    row.getObject("limit_at", OffsetDateTime.class)
                                            .toInstant()));
                });
        return changes;
    }

    /**
     * Holds deliveries back and gives up their leases, with the earlier ones of the same check and channel, which they
     * replace. Locks in no certain order, so it waits for no row: one that is locked keeps its lease until that expires.
     */
    @Transactional
    void hold(Collection<Hold> holds, Instant now) {
        jdbc.sql(BY_INDEX).update();
        jdbc.sql("""
                        WITH held AS MATERIALIZED (
                            SELECT e.id, e.id = h.id AS is_own, h.reason, h.until
                            FROM unnest(:ids, :versions, :reasons, :until) AS h (id, version, reason, until)
                            JOIN deliveries d ON d.id = h.id AND d.version = h.version
                            JOIN deliveries e ON e.channel_id = d.channel_id AND e.check_id = d.check_id
                            WHERE d.id = ANY (:ids)
                                AND d.status = 'PENDING'
                                AND e.status = 'PENDING'
                                AND e.flip_id <= d.flip_id
                                AND (e.id = d.id OR e.held_until IS NULL OR e.held_until <= :now)
                            FOR UPDATE OF e SKIP LOCKED
                        )
                        UPDATE deliveries d
                        SET due_at = held.until,
                            held_back_by = held.reason,
                            held_by = CASE WHEN is_own THEN NULL ELSE d.held_by END,
                            held_until = CASE WHEN is_own THEN NULL ELSE d.held_until END
                        FROM held
                        WHERE d.id = held.id
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
                .update();
    }

    /** Checks of which deliveries are held back by a mute that has not ended, in the order of their ids. */
    @Transactional
    List<CheckId> muted(UUID after, int limit, Instant now) {
        jdbc.sql(BY_INDEX).update();
        return jdbc.sql("""
                        SELECT DISTINCT check_id
                        FROM deliveries
                        WHERE status = 'PENDING'
                            AND held_back_by IN ('MAINTENANCE', 'SNOOZE', 'PARENT')
                            AND due_at > :now
                            AND check_id > :after
                        ORDER BY check_id
                        LIMIT :limit
                        """)
                .param("now", time(now))
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new CheckId(row.getObject("check_id", UUID.class)))
                .list();
    }

    /**
     * Makes the deliveries of these checks due that are held back by a mute. A row that is locked is left: it is being held
     * back at this moment, and the next look finds it.
     */
    @Transactional
    int release(Collection<CheckId> checks, Instant now) {
        if (checks.isEmpty()) {
            return 0;
        }
        jdbc.sql(BY_INDEX).update();
        return jdbc.sql("""
                        UPDATE deliveries
                        SET due_at = :now
                        WHERE id = ANY (ARRAY(
                            SELECT id
                            FROM deliveries
                            WHERE status = 'PENDING'
                                AND held_back_by IN ('MAINTENANCE', 'SNOOZE', 'PARENT')
                                AND due_at > :now
                                AND check_id = ANY (:checks)
                            FOR UPDATE SKIP LOCKED
                        ))
                        """)
                .param("now", time(now))
                .param("checks", SqlArray.of("uuid", checks, CheckId::value))
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

    private static UUID channel(Candidate delivery) {
        return delivery.channel().id();
    }

    private static UUID check(Candidate delivery) {
        return delivery.check().id().value();
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
