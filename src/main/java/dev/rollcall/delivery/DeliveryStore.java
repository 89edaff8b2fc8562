package dev.rollcall.delivery;

import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.delivery.reminder.ReminderStore;
import dev.rollcall.flip.Flip;
import dev.rollcall.flip.FlipUse;
import dev.rollcall.platform.database.Prunable;
import dev.rollcall.platform.database.SqlArray;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores deliveries, counts and prunes them. */
@Component
class DeliveryStore implements FlipUse {

    /** Below the id of any delivery. */
    private static final String LOWEST_ID = new UUID(0, 0).toString();

    private final JdbcClient jdbc;

    DeliveryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Stores one delivery for each of these flips and each channel of its check, due at once. A group is replaced by
     * its members. A channel that is found twice gets one. A channel with the setting {@code remind} is reminded of a
     * flip to down. The alerts of a channel with digests are due together, at the next multiple of its seconds.
     */
    void accept(List<Flip> flips, Instant now) {
        // Waits for a concurrent delete of a channel and leaves that channel out; otherwise the flip would fail with
        // it. Does not read the table flips: the planner has no statistics about the new rows, and once compared each
        // row with each channel.
        jdbc.sql("""
                        INSERT INTO deliveries
                            (id, flip_id, check_id, channel_id, created_at, due_at, remind_at, in_digest)
                        SELECT gen_random_uuid(), told.flip_id, told.check_id, c.id, :now,
                            CASE WHEN s.digest = 0 THEN :now
                                ELSE to_timestamp((floor(extract(epoch FROM CAST(:now AS timestamptz)) / s.digest) + 1) * s.digest)
                            END,
                            told.down_at + %s, s.digest > 0
                        FROM (
                            SELECT DISTINCT f.id AS flip_id, f.check_id, f.down_at,
                                COALESCE(m.channel_id, a.channel_id) AS channel_id
                            FROM unnest(:flips, :checks, :downs) AS f (id, check_id, down_at)
                            JOIN check_channels a ON a.check_id = f.check_id
                            LEFT JOIN channel_members m ON m.group_id = a.channel_id
                        ) told
                        JOIN channels c ON c.id = told.channel_id
                        CROSS JOIN LATERAL (
                            SELECT CASE
                                -- An import may have brought a number with a fraction.
                                WHEN c.config -> 'digest' BETWEEN '1' AND '3600' AND c.config ->> 'digest' ~ '^[0-9]+$'
                                    THEN CAST(c.config ->> 'digest' AS integer)
                                ELSE 0
                            END AS digest
                        ) s
                        WHERE c.kind <> 'group' AND c.unsubscribed_at IS NULL
                        FOR KEY SHARE OF c
                        """.formatted(ReminderStore.PAUSE))
                .param(
                        "downs",
                        SqlArray.of(
                                "timestamptz",
                                flips,
                                flip -> flip.change().to() == CheckStatus.DOWN
                                        ? flip.change().at().atOffset(ZoneOffset.UTC)
                                        : null))
                .param("flips", SqlArray.of("bigint", flips, Flip::id))
                .param(
                        "checks",
                        SqlArray.of(
                                "uuid", flips, flip -> flip.change().checkId().value()))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * After the database's clock was set back: makes waiting deliveries due whose time of storing is now in the future,
     * and shortens leases that end later than a new one would.
     */
    void bringForward(Instant now, Instant leasedUntil) {
        jdbc.sql("""
                        UPDATE deliveries
                        SET due_at = CASE
                                WHEN created_at > :now AND held_back_by IS NULL THEN LEAST(due_at, :now)
                                ELSE due_at
                            END,
                            held_until = CASE WHEN held_until > :leasedUntil THEN :leasedUntil ELSE held_until END
                        WHERE status = 'PENDING'
                            AND (created_at > :now AND due_at > :now AND held_back_by IS NULL
                                OR held_until > :leasedUntil)
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("leasedUntil", leasedUntil.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Ends the deliveries that wait for a channel. One that is under way is not stopped. */
    void drop(UUID channel, Instant now) {
        jdbc.sql("""
                        UPDATE deliveries
                        SET status = 'OUTDATED', finished_at = :now
                        WHERE channel_id = :channel
                            AND status = 'PENDING'
                            AND (held_until IS NULL OR held_until <= :now)
                        """)
                .param("channel", channel)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Returns those of the flips that have pending deliveries. */
    @Override
    public Set<Long> needed(Collection<Long> flips) {
        return jdbc.sql("""
                        SELECT DISTINCT flip_id
                        FROM deliveries
                        WHERE flip_id = ANY (:flips) AND status = 'PENDING'
                        """)
                .param("flips", SqlArray.of("bigint", flips, id -> id))
                .query(Long.class)
                .set();
    }

    /**
     * Reads the next {@code limit} deliveries by id, and deletes those that were finished before {@code horizon}. Those
     * of a check that is down are kept, because they say which receivers must hear of its recovery.
     */
    Prunable.Batch deleteFinished(@Nullable String mark, Instant horizon, int limit) {
        return jdbc.sql("""
                        WITH looked AS (
                            SELECT id, status, finished_at
                            FROM deliveries
                            WHERE id > :mark::uuid
                            ORDER BY id
                            LIMIT :limit
                        ), deleted AS (
                            DELETE FROM deliveries d
                            USING looked l
                            WHERE d.id = l.id
                                AND l.status <> 'PENDING'
                                AND l.finished_at < :horizon
                                AND NOT EXISTS (
                                    SELECT 1
                                    FROM check_states s
                                    WHERE s.check_id = d.check_id AND s.status = 'DOWN'
                                )
                            RETURNING d.id
                        )
                        SELECT (SELECT count(*) FROM deleted) AS deleted,
                            (SELECT id FROM looked ORDER BY id OFFSET :limit - 1) AS last
                        """)
                .param("mark", mark == null ? LOWEST_ID : mark)
                .param("horizon", horizon.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, n) -> new Prunable.Batch(row.getInt("deleted"), row.getString("last")))
                .single();
    }
}
