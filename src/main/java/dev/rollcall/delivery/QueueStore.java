package dev.rollcall.delivery;

import dev.rollcall.platform.database.SqlArray;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The queue of deliveries: takes, renews, ends and hands back. Whoever takes a delivery gets a lease: until it expires
 * no other worker takes it. Its version is a fencing token, so the result of an earlier holder changes nothing.
 */
@Component
class QueueStore {

    /**
     * When a delivery was last released: from then on it could have been sent, and the time before does not count. Null
     * if it was never held back.
     */
    static final String RELEASED_AT = "CASE WHEN held_back_by IS NULL THEN released_at ELSE due_at END";

    /** Below the id of any channel. */
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final TakenMapper mapper;

    QueueStore(JdbcClient jdbc, TakenMapper mapper) {
        this.jdbc = jdbc;
        this.mapper = mapper;
    }

    /**
     * Takes deliveries that are due, and reads what their alerts need. It goes through the channels in the order of
     * their ids, so the rows of one channel, however many, never block those of another.
     *
     * <p>Of the pending deliveries of one check to one channel, it considers only one: the earliest if that was neither
     * tried nor held back, else the latest, which will replace the others; for a digest, the latest that is due. It
     * takes none while the earliest is held. For a channel that was paused and may be tried again, it takes one, and no
     * other worker takes another until that lease expires.
     *
     * <p>For the notices to one channel, it considers the earliest.
     */
    @Transactional
    List<Taken> take(Taking taking, Instant now, Instant heldUntil) {
        // The planner's statistics may say that the table is small, because a burst fills it within a second. It would
        // then read the whole table for each row.
        jdbc.sql("SET LOCAL enable_seqscan = off").update();
        return jdbc.sql("""
                        WITH RECURSIVE limits AS MATERIALIZED (
                            SELECT CAST(:rooms AS jsonb) AS rooms
                        ), waiting (channel_id) AS (
                            (
                                SELECT d.channel_id
                                FROM deliveries d
                                WHERE d.status = 'PENDING' AND d.channel_id > :after
                                ORDER BY d.channel_id
                                LIMIT 1
                            )
                            UNION ALL
                            SELECT (
                                SELECT d.channel_id
                                FROM deliveries d
                                WHERE d.status = 'PENDING' AND d.channel_id > w.channel_id
                                ORDER BY d.channel_id
                                LIMIT 1
                            )
                            FROM waiting w
                            WHERE w.channel_id IS NOT NULL
                        ), taken AS (
                            UPDATE deliveries
                            SET held_by = :worker, held_until = :heldUntil, version = version + 1
                            WHERE id = ANY (ARRAY(
                                SELECT due.id
                                FROM waiting w
                                CROSS JOIN LATERAL (
                                    SELECT (
                                        SELECT paused_until
                                        FROM channel_health
                                        WHERE channel_id = w.channel_id
                                    ) AS paused_until
                                    OFFSET 0
                                ) h
                                CROSS JOIN LATERAL (
                                    SELECT d.id
                                    FROM deliveries d
                                    WHERE d.channel_id = w.channel_id
                                        AND d.status = 'PENDING'
                                        AND d.due_at <= :now
                                        AND (d.held_until IS NULL OR d.held_until <= :now)
                                        AND d.id = CASE WHEN d.check_id IS NULL THEN (
                                            SELECT first.id
                                            FROM deliveries first
                                            WHERE first.channel_id = d.channel_id
                                                AND first.notice_id IS NOT NULL
                                                AND first.status = 'PENDING'
                                            ORDER BY first.notice_id
                                            LIMIT 1
                                        ) ELSE (
                                            SELECT CASE
                                                WHEN first.attempts = 0
                                                    AND first.held_back_by IS NULL
                                                    AND NOT first.in_digest
                                                    AND h.paused_until IS NULL THEN first.id
                                                WHEN first.held_until > :now THEN NULL
                                                ELSE (
                                                    SELECT last.id
                                                    FROM deliveries last
                                                    WHERE last.channel_id = d.channel_id
                                                        AND last.check_id = d.check_id
                                                        AND last.status = 'PENDING'
                                                        AND (last.due_at <= :now OR NOT first.in_digest)
                                                    ORDER BY last.flip_id DESC
                                                    LIMIT 1
                                                )
                                            END
                                            FROM deliveries first
                                            WHERE first.channel_id = d.channel_id
                                                AND first.check_id = d.check_id
                                                AND first.status = 'PENDING'
                                            ORDER BY first.flip_id
                                            LIMIT 1
                                        ) END
                                    ORDER BY d.due_at
                                    LIMIT LEAST(
                                        CASE WHEN h.paused_until IS NOT NULL THEN 1 END,
                                        COALESCE(
                                            ((SELECT rooms FROM limits) ->> w.channel_id::text)::integer, :most
                                        )
                                    )
                                    FOR UPDATE SKIP LOCKED
                                ) due
                                WHERE h.paused_until IS NULL OR h.paused_until <= :now
                                LIMIT :limit
                            ))
                            RETURNING id, flip_id, notice_id, check_id, channel_id, attempts, changes, round, version,
                                COALESCE(held_back_by, was_held_back_by) AS held_back_by,
                                %s AS released_at,
                                in_digest, new.held_until, old.held_until IS NOT NULL AS may_be_sent
                        ), tried AS (
                            UPDATE channel_health h
                            SET paused_until = :heldUntil
                            FROM taken t
                            WHERE h.channel_id = t.channel_id AND h.paused_until <= :now
                        )
                        SELECT t.id, t.attempts, t.changes, t.round, t.version, t.held_until, t.may_be_sent, t.in_digest,
                            COALESCE(t.held_back_by, others.held_back_by) AS held_back_by,
                            COALESCE(t.released_at, f.flipped_at) AS waits_since,
                            f.id AS flip_id, f.check_id, f.from_status, f.to_status, f.reason, f.flipped_at,
                            f.request_id, f.traceparent, n.data AS notice,
                            c.id AS channel_id, c.project_id, c.kind, c.name, c.config, c.signing_secret,
                            p.n, p.received_at, p.exit_status, p.body,
                            c.unsubscribed_at IS NOT NULL AS is_unsubscribed,
                            NOT EXISTS (
                                SELECT 1
                                FROM check_channels a
                                LEFT JOIN channel_members m ON m.group_id = a.channel_id
                                WHERE a.check_id = t.check_id
                                    AND COALESCE(m.channel_id, a.channel_id) = t.channel_id
                                -- One look-up for each row. The planner could hash the whole tables otherwise.
                                OFFSET 0
                            ) AS is_removed,
                            EXISTS (
                                SELECT 1
                                FROM channel_health h
                                WHERE h.channel_id = t.channel_id
                            ) AS is_channel_failing,
                            others.earlier > 0 AS is_behind_others,
                            others.later_due_at,
                            EXISTS (
                                SELECT 1
                                FROM flips l
                                WHERE l.check_id = f.check_id AND l.flipped_at >= f.flipped_at AND l.id > f.id
                            ) AS has_later_flip
                        FROM taken t
                        JOIN channels c ON c.id = t.channel_id
                        LEFT JOIN flips f ON f.id = t.flip_id
                        LEFT JOIN notices n ON n.id = t.notice_id
                        CROSS JOIN LATERAL (
                            SELECT count(*) FILTER (WHERE flip_id < t.flip_id) AS earlier,
                                max(due_at) FILTER (WHERE flip_id > t.flip_id) AS later_due_at,
                                max(COALESCE(held_back_by, was_held_back_by)) FILTER (WHERE flip_id < t.flip_id)
                                    AS held_back_by
                            FROM deliveries
                            WHERE channel_id = t.channel_id AND check_id = t.check_id AND status = 'PENDING'
                        ) others
                        LEFT JOIN LATERAL (
                            SELECT n, received_at, exit_status, body
                            FROM pings
                            WHERE check_id = f.check_id AND n <= COALESCE(f.ping_n, :latest)
                            ORDER BY n DESC
                            LIMIT 1
                        ) p ON true
                        WHERE f.id IS NOT NULL OR n.id IS NOT NULL
                        """.formatted(RELEASED_AT))
                .param("after", taking.after() == null ? BEFORE_ALL : taking.after())
                .param("worker", taking.worker())
                .param("heldUntil", heldUntil.atOffset(ZoneOffset.UTC))
                .param("rooms", taking.roomsAsJson())
                .param("most", taking.roomOfOthers())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", taking.limit())
                .param("latest", Long.MAX_VALUE)
                .query(mapper)
                .list();
    }

    /**
     * Renews the leases that this worker still has. Returns their deliveries. It skips locked rows: such a delivery is
     * being ended, and waiting for it could cost the others their leases.
     */
    Set<UUID> renew(UUID worker, Collection<UUID> deliveries, Instant heldUntil) {
        return jdbc.sql("""
                        UPDATE deliveries
                        SET held_until = :heldUntil
                        WHERE id = ANY (ARRAY(
                            SELECT id
                            FROM deliveries
                            WHERE id = ANY (:ids) AND status = 'PENDING' AND held_by = :worker
                            FOR UPDATE SKIP LOCKED
                        ))
                        RETURNING id
                        """)
                .param("heldUntil", heldUntil.atOffset(ZoneOffset.UTC))
                .param("ids", SqlArray.of("uuid", deliveries, id -> id))
                .param("worker", worker)
                .query(UUID.class)
                .set();
    }

    /**
     * Gives up the leases of deliveries that this worker has not begun. Others can take them at once, and still know
     * which of them an earlier worker may have sent. Returns these deliveries.
     */
    List<UUID> handBack(UUID worker, Collection<Taken> deliveries, Instant now) {
        return giveUp(
                worker,
                deliveries.stream().map(Taken::id).toList(),
                deliveries.stream().filter(Taken::mayBeSent).map(Taken::id).toList(),
                now);
    }

    /** The same for deliveries that this worker has begun: others then know that they may have been sent. */
    List<UUID> handBackBegun(UUID worker, Collection<UUID> deliveries, Instant now) {
        return giveUp(worker, deliveries, deliveries, now);
    }

    private List<UUID> giveUp(UUID worker, Collection<UUID> deliveries, Collection<UUID> maybeSent, Instant now) {
        return jdbc.sql("""
                        UPDATE deliveries
                        SET held_by = NULL,
                            held_until = CASE WHEN id = ANY (:maybeSent) THEN CAST(:now AS timestamptz) END,
                            version = version + 1
                        WHERE id = ANY (:ids) AND status = 'PENDING' AND held_by = :worker
                        RETURNING id
                        """)
                .param("maybeSent", SqlArray.of("uuid", maybeSent, id -> id))
                .param("now", time(now))
                .param("ids", SqlArray.of("uuid", deliveries, id -> id))
                .param("worker", worker)
                .query(UUID.class)
                .list();
    }

    /**
     * Records results and gives up the leases, in one statement. Returns the deliveries whose result was recorded: not
     * those that were deleted, or taken by another worker.
     */
    Set<UUID> end(Collection<Result> results) {
        // The ids are named twice, so rows are found by index, whatever the planner estimates.
        return jdbc.sql("""
                        UPDATE deliveries d
                        SET status = r.status,
                            attempts = r.attempts,
                            last_error = CASE WHEN r.status = 'SENT' THEN NULL ELSE COALESCE(r.last_error, d.last_error) END,
                            due_at = COALESCE(r.due_at, d.due_at),
                            finished_at = r.finished_at,
                            held_back_by = CASE WHEN r.due_at IS NULL THEN r.held_back_by END,
                            was_held_back_by = r.held_back_by,
                            released_at = CASE
                                WHEN r.due_at IS NOT NULL AND d.held_back_by IS NOT NULL THEN d.due_at
                                ELSE d.released_at
                            END,
                            held_by = NULL,
                            held_until = r.held_until
                        FROM unnest(
                            :ids, :versions, :statuses, :attempts, :errors, :due, :finished, :reasons, :maybeSentUntil
                        ) AS r (id, version, status, attempts, last_error, due_at, finished_at, held_back_by, held_until)
                        WHERE d.id = ANY (:ids) AND d.id = r.id AND d.version = r.version AND d.status = 'PENDING'
                        RETURNING d.id
                        """)
                .param("ids", SqlArray.of("uuid", results, Result::id))
                .param("versions", SqlArray.of("bigint", results, Result::version))
                .param(
                        "statuses",
                        SqlArray.of("text", results, result -> result.status().name()))
                .param("attempts", SqlArray.of("integer", results, Result::attempts))
                .param("errors", SqlArray.of("text", results, Result::lastError))
                .param("due", SqlArray.of("timestamptz", results, result -> time(result.dueAt())))
                .param("finished", SqlArray.of("timestamptz", results, result -> time(result.finishedAt())))
                .param("reasons", SqlArray.of("text", results, Result::heldBackBy))
                .param("maybeSentUntil", SqlArray.of("timestamptz", results, result -> time(result.maybeSentUntil())))
                .query(UUID.class)
                .set();
    }

    private static @Nullable Object time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /**
     * What a worker can take now.
     *
     * @param limit the maximum number of deliveries
     * @param after the channel where the last take ended; null to begin with the first
     * @param rooms how many of these channels' deliveries can be taken; may be zero
     * @param roomOfOthers how many can be taken of each other channel
     */
    record Taking(UUID worker, int limit, @Nullable UUID after, Map<UUID, Integer> rooms, int roomOfOthers) {

        /**
         * As an object with the channels' ids as keys, in which the database quickly finds one, however many there are.
         */
        private String roomsAsJson() {
            return rooms.entrySet().stream()
                    .map(room -> "\"" + room.getKey() + "\":" + room.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
        }
    }
}
