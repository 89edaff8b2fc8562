package dev.rollcall.delivery.hold;

import dev.rollcall.platform.database.SqlArray;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads what decides whether deliveries are held back. Subqueries with OFFSET 0 look up the deliveries of one flip,
 * because a join might read all of a channel.
 */
@Component
class HoldFactsStore {

    private final JdbcClient jdbc;

    HoldFactsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What the receivers of these deliveries know about their checks. An alert that failed, or whose worker died, may
     * have arrived. Reads the flips of a check from the latest back to the last one whose alert was sent.
     *
     * <p>An incident may end without an alert to the channel: when a person pauses the check, when the check does not
     * use the channel at that time, or when the alert was ended before its first attempt. The next down is then news.
     */
    @Transactional
    Map<UUID, Knowledge> knowledge(Collection<Candidate> deliveries) {
        Map<UUID, Knowledge> known = new HashMap<>();
        if (deliveries.isEmpty()) {
            return known;
        }
        jdbc.sql(HoldStore.BY_INDEX).update();
        jdbc.sql("""
                        SELECT w.id, COALESCE(sent.is_down, false) AS was_told_down,
                            COALESCE(tried.is_down, false) AS may_know_down,
                            COALESCE(tried.is_up, false) AS may_know_up,
                            COALESCE(ended.is_untold, false) AS is_end_untold
                        FROM unnest(:ids, :channels, :checks, :flips) AS w (id, channel_id, check_id, flip_id)
                        LEFT JOIN LATERAL (
                            SELECT f.id, f.flipped_at, f.to_status = 'DOWN' AS is_down
                            FROM flips f
                            CROSS JOIN LATERAL (
                                SELECT status
                                FROM deliveries
                                WHERE flip_id = f.id AND channel_id = w.channel_id
                                OFFSET 0
                            ) d
                            WHERE f.check_id = w.check_id AND d.status = 'SENT'
                            ORDER BY f.flipped_at DESC, f.id DESC
                            LIMIT 1
                        ) sent ON true
                        CROSS JOIN LATERAL (
                            SELECT bool_or(f.to_status = 'DOWN') AS is_down, bool_or(f.to_status <> 'DOWN') AS is_up
                            FROM flips f
                            CROSS JOIN LATERAL (
                                SELECT id, status, attempts, held_until
                                FROM deliveries
                                WHERE flip_id = f.id AND channel_id = w.channel_id
                                OFFSET 0
                            ) d
                            WHERE f.check_id = w.check_id
                                AND f.flipped_at >= COALESCE(sent.flipped_at, '-infinity')
                                AND f.id > COALESCE(sent.id, 0)
                                AND d.status <> 'SENT'
                                AND (d.attempts > 0 OR (d.held_until IS NOT NULL AND d.id <> w.id))
                        ) tried
                        CROSS JOIN LATERAL (
                            SELECT bool_or(d.status IS NULL OR (d.status IN ('OUTDATED', 'FAILED') AND d.attempts = 0))
                                AS is_untold
                            FROM flips f
                            LEFT JOIN LATERAL (
                                SELECT status, attempts
                                FROM deliveries
                                WHERE flip_id = f.id AND channel_id = w.channel_id
                                OFFSET 0
                            ) d ON true
                            WHERE f.check_id = w.check_id
                                AND f.from_status = 'DOWN'
                                AND f.flipped_at >= sent.flipped_at
                                AND f.id > sent.id
                                AND f.id < w.flip_id
                        ) ended
                        """)
                .param("ids", SqlArray.of("uuid", deliveries, Candidate::id))
                .param("channels", SqlArray.of("uuid", deliveries, HoldFactsStore::channel))
                .param("checks", SqlArray.of("uuid", deliveries, HoldFactsStore::check))
                .param("flips", SqlArray.of("bigint", deliveries, HoldFactsStore::flip))
                .query(row -> {
                    known.put(
                            row.getObject("id", UUID.class),
                            new Knowledge(
                                    row.getBoolean("was_told_down"),
                                    row.getBoolean("may_know_down"),
                                    row.getBoolean("may_know_up"),
                                    row.getBoolean("is_end_untold")));
                });
        return known;
    }

    /**
     * The changes of the checks in the hour before these flips and since. Without those that a message after flapping
     * has summed up for this channel.
     */
    @Transactional
    Map<UUID, FlapRule.Changes> changes(Collection<Candidate> deliveries) {
        Map<UUID, FlapRule.Changes> changes = new HashMap<>();
        if (deliveries.isEmpty()) {
            return changes;
        }
        jdbc.sql(HoldStore.BY_INDEX).update();
        jdbc.sql("""
                        SELECT w.id, COALESCE(c.until_flip, 0) AS until_flip, COALESCE(c.latest_at, w.at) AS latest_at,
                            COALESCE(c.limit_at, w.at) AS limit_at
                        FROM unnest(:ids, :channels, :checks, :flips, :times, :limits)
                            AS w (id, channel_id, check_id, flip_id, at, flap_limit)
                        CROSS JOIN LATERAL (
                            SELECT COALESCE(max(f.id), 0) AS flip_id
                            FROM flips f
                            CROSS JOIN LATERAL (
                                SELECT status, held_back_by
                                FROM deliveries
                                WHERE flip_id = f.id AND channel_id = w.channel_id
                                OFFSET 0
                            ) d
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
                .param("channels", SqlArray.of("uuid", deliveries, HoldFactsStore::channel))
                .param("checks", SqlArray.of("uuid", deliveries, HoldFactsStore::check))
                .param("flips", SqlArray.of("bigint", deliveries, HoldFactsStore::flip))
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

    private static UUID channel(Candidate delivery) {
        return delivery.channel().id();
    }

    private static UUID check(Candidate delivery) {
        return delivery.check().id().value();
    }

    private static long flip(Candidate delivery) {
        return delivery.flip().id();
    }

    private static Object time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
