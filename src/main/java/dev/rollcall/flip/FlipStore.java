package dev.rollcall.flip;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.api.Part;
import dev.rollcall.platform.database.SqlArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The log of status changes, and the statement that finds silence. */
@Component
class FlipStore {

    /** Flips in a part of a list; one takes about 300 bytes of heap. */
    private static final int PART_FLIPS = 1_000;

    private final JdbcClient jdbc;

    FlipStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Records the changes in this order. The caller has locked the state of each check. A change counts no earlier than
     * the latest flip of its check, so that the flips of a check have the same order by time and by id.
     */
    List<Flip> insert(List<StatusChange> changes) {
        return jdbc.sql("""
                        INSERT INTO flips (check_id, from_status, to_status, reason, flipped_at, request_id, ping_n)
                        SELECT u.check_id, u.from_status, u.to_status, u.reason,
                            GREATEST(u.flipped_at, (SELECT max(f.flipped_at) FROM flips f WHERE f.check_id = u.check_id)),
                            u.request_id, u.ping_n
                        FROM unnest(:checks, :froms, :tos, :reasons, :instants, :requests, :pings) WITH ORDINALITY
                            AS u (check_id, from_status, to_status, reason, flipped_at, request_id, ping_n, place)
                        ORDER BY u.place
                        RETURNING id, check_id, from_status, to_status, reason, flipped_at, request_id
                        """)
                .param(
                        "checks",
                        SqlArray.of("uuid", changes, change -> change.checkId().value()))
                .param(
                        "froms",
                        SqlArray.of("text", changes, change -> change.from().name()))
                .param("tos", SqlArray.of("text", changes, change -> change.to().name()))
                .param(
                        "reasons",
                        SqlArray.of("text", changes, change -> change.reason().name()))
                .param("instants", SqlArray.of("timestamptz", changes, StatusChange::at))
                .param("requests", SqlArray.of("text", changes, StatusChange::requestId))
                .param("pings", SqlArray.of("bigint", changes, StatusChange::pingNumber))
                .query(FlipStore::flip)
                .list();
    }

    /** The flips of a check after this position, the latest first. */
    Part<Flip, CursorRequest.Cursor<Long>> of(
            CheckId check, FlipPeriod period, CursorRequest.@Nullable Cursor<Long> after) {
        CursorRequest.Cursor<Long> from = after == null ? CursorRequest.first(Long.MAX_VALUE) : after;
        // The bound by time alone is what the index can use; flips of one instant are few.
        List<Flip> found = jdbc.sql("""
                        SELECT id, check_id, from_status, to_status, reason, flipped_at, request_id
                        FROM flips
                        WHERE check_id = :check
                            AND (:from::timestamptz IS NULL OR flipped_at >= :from)
                            AND (:before::timestamptz IS NULL OR flipped_at < :before)
                            AND flipped_at <= :at
                            AND (flipped_at, id) < (:at, :id)
                        ORDER BY flipped_at DESC, id DESC
                        LIMIT :limit
                        """)
                .param("check", check.value())
                .param("from", time(period.from()))
                .param("before", time(period.before()))
                .param("at", from.at().atOffset(ZoneOffset.UTC))
                .param("id", from.id())
                .param("limit", PART_FLIPS)
                .query(FlipStore::flip)
                .list();
        Flip last = found.size() < PART_FLIPS ? null : found.get(PART_FLIPS - 1);
        return new Part<>(
                found,
                last == null ? null : new CursorRequest.Cursor<>(last.change().at(), last.id()));
    }

    /**
     * Looks at no more than {@code limit} checks that the sweep is due to look at: downs the overdue ones and records
     * each flip, both or neither, once across workers; looks at the others again at their deadline. A flip is dated to
     * the deadline, or to the latest flip or ping of its check where that is later: a run that overran its grace time may
     * have gone on while another one ended well.
     */
    Sweep flipOverdue(Instant now, int limit) {
        List<Flip> flipped = new ArrayList<>();
        int[] looked = {0};
        // What was looked at is counted and not joined with its flips: the planner believes both to be one row, and
        // would compare each with each.
        jdbc.sql("""
                        WITH due AS (
                            SELECT check_id, status, down_after
                            FROM check_states
                            WHERE sweep_after <= :now
                            ORDER BY sweep_after
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED
                        ), looked_at AS (
                            UPDATE check_states s
                            SET status = CASE WHEN due.down_after <= :now THEN 'DOWN' ELSE due.status END,
                                down_after = CASE WHEN due.down_after <= :now THEN NULL ELSE due.down_after END,
                                sweep_after = CASE WHEN due.down_after <= :now THEN NULL ELSE due.down_after END
                            FROM due
                            WHERE s.check_id = due.check_id
                            RETURNING s.check_id, due.status AS from_status, due.down_after, s.last_ping_at,
                                s.ping_count
                        ), flipped AS (
                            INSERT INTO flips (check_id, from_status, to_status, reason, flipped_at, ping_n)
                            SELECT l.check_id, l.from_status, 'DOWN', 'TIMEOUT',
                                GREATEST(l.down_after, l.last_ping_at,
                                    (SELECT max(f.flipped_at) FROM flips f WHERE f.check_id = l.check_id)),
                                l.ping_count
                            FROM looked_at l
                            WHERE l.down_after <= :now
                            RETURNING id, check_id, from_status, to_status, reason, flipped_at, request_id
                        )
                        SELECT l.checks AS looked, f.id, f.check_id, f.from_status, f.to_status, f.reason,
                            f.flipped_at, f.request_id
                        FROM (SELECT count(*) AS checks FROM looked_at) l
                        LEFT JOIN flipped f ON true
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query(row -> {
                    looked[0] = row.getInt("looked");
                    if (row.getObject("id") != null) {
                        flipped.add(flip(row, 0));
                    }
                });
        return new Sweep(looked[0], flipped);
    }

    /** When the check that the sweep has owed a flip for the longest time should have gone down. */
    Optional<Instant> oldestOverdue(Instant now) {
        // Whatever is overdue is also due to be looked at, which an index knows.
        return jdbc.sql("""
                        SELECT min(down_after) AS down_after
                        FROM check_states
                        WHERE sweep_after <= :now AND down_after <= :now
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> Optional.ofNullable(row.getObject("down_after", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single();
    }

    /** Looks at the next {@code limit} flips by id: which are older than the horizon and not the latest of their check? */
    Outdated outdated(long after, Instant horizon, int limit) {
        List<Long> outdated = new ArrayList<>();
        List<Long> looked = new ArrayList<>();
        // The whole table by its primary key, once a day: an imported flip is old and has a high id.
        jdbc.sql("""
                        SELECT f.id,
                            f.flipped_at < :horizon AND EXISTS (
                                SELECT 1
                                FROM flips later
                                WHERE later.check_id = f.check_id
                                    AND (later.flipped_at, later.id) > (f.flipped_at, f.id)
                            ) AS outdated
                        FROM flips f
                        WHERE f.id > :after
                        ORDER BY f.id
                        LIMIT :limit
                        """)
                .param("after", after)
                .param("horizon", horizon.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query(row -> {
                    looked.add(row.getLong("id"));
                    if (row.getBoolean("outdated")) {
                        outdated.add(row.getLong("id"));
                    }
                });
        return new Outdated(outdated, looked.size() < limit ? null : looked.get(limit - 1));
    }

    int delete(List<Long> ids) {
        return jdbc.sql("DELETE FROM flips WHERE id = ANY (:ids)")
                .param("ids", SqlArray.of("bigint", ids, id -> id))
                .update();
    }

    /**
     * Flips past their retention.
     *
     * @param last the last id that was looked at, or null when there is none behind it
     */
    record Outdated(List<Long> ids, @Nullable Long last) {}

    /** What the sweep is due to look at and has not yet; by the same index. */
    Backlog backlog(Instant now) {
        return jdbc.sql("""
                        SELECT count(*) AS checks, min(sweep_after) AS oldest
                        FROM check_states
                        WHERE sweep_after <= :now
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> {
                    OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
                    return new Backlog(row.getLong("checks"), oldest == null ? null : oldest.toInstant());
                })
                .single();
    }

    /**
     * Checks that wait for the sweep.
     *
     * @param oldest since when the first of them has waited, or null when none does
     */
    record Backlog(long checks, @Nullable Instant oldest) {}

    /**
     * What one sweep did.
     *
     * @param looked how many checks it looked at
     */
    record Sweep(int looked, List<Flip> flipped) {}

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Flip flip(ResultSet row, int n) throws SQLException {
        return new Flip(
                row.getLong("id"),
                new StatusChange(
                        new CheckId(row.getObject("check_id", UUID.class)),
                        CheckStatus.valueOf(row.getString("from_status")),
                        CheckStatus.valueOf(row.getString("to_status")),
                        StatusChange.Reason.valueOf(row.getString("reason")),
                        row.getObject("flipped_at", OffsetDateTime.class).toInstant(),
                        row.getString("request_id")));
    }
}
