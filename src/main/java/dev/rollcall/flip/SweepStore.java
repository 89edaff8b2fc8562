package dev.rollcall.flip;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.database.SqlArray;
import dev.rollcall.platform.worker.Backlog;
import dev.rollcall.platform.worker.Outages;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sweep: flips overdue checks, and says which checks still wait for it. */
@Component
class SweepStore {

    /**
     * The sweep ignores silence from a time in which no pings could be received. Such a check waits for the next
     * heartbeat of web, or until its outage is settled.
     */
    private static final String IS_SILENCE = passedBefore(Outages.SILENCE_COUNTS_UNTIL);

    private static final String WAS_RECEIVING = passedBefore(Outages.RECEIVED_UNTIL);

    private static final String END_OF_UNSETTLED_OUTAGE =
            "(SELECT max(ended_at) FROM outages WHERE settled_at IS NULL)";

    private final JdbcClient jdbc;

    SweepStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Looks at no more than {@code limit} of the chosen checks that are due for the sweep. Overdue ones are set to DOWN
     * and get a flip, both or neither, and only once however many workers sweep. Late ones get a flip that leaves them
     * UP. A check that is not overdue becomes due for the sweep again when it will be late, or else at its deadline.
     *
     * <p>A check whose deadline or late time passed while no web process could receive is not looked at: see
     * {@link Outages}.
     *
     * <p>A flip is dated to the deadline, or to the latest flip or ping of the check if that is later: a run may exceed
     * its grace time while another run of the check ends well.
     *
     * @param traceparent the place of the sweep in a trace, or null
     */
    Sweep flipOverdue(Instant now, int limit, Choice choice, @Nullable String traceparent) {
        List<Flip> flipped = new ArrayList<>();
        int[] lookedAt = {0};
        // The checks are counted, not joined with their flips: the planner expects one row of each, and would compare
        // every check with every flip.
        jdbc.sql("""
                        WITH due AS (
                            SELECT check_id, status, down_after, down_reason, late_after,
                                down_after <= :now AS is_over,
                                late_after <= :now AND down_after > :now
                                    AND late_after IS DISTINCT FROM late_alerted_after AS is_late
                            FROM check_states
                            WHERE sweep_after <= :now AND %s
                                AND (CAST(:only AS uuid) IS NULL OR check_id = :only)
                                AND check_id <> ALL (:without)
                            ORDER BY sweep_after
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED
                        ), looked_at AS (
                            UPDATE check_states s
                            SET status = CASE WHEN due.down_after <= :now THEN 'DOWN' ELSE due.status END,
                                down_after = CASE WHEN due.down_after <= :now THEN NULL ELSE due.down_after END,
                                sweep_after = CASE
                                    WHEN due.down_after <= :now THEN NULL
                                    WHEN due.late_after > :now THEN LEAST(due.late_after, due.down_after)
                                    ELSE due.down_after
                                END,
                                down_reason = CASE WHEN due.down_after <= :now THEN NULL ELSE due.down_reason END,
                                streak = CASE WHEN due.down_after <= :now THEN 0 ELSE s.streak END,
                                late_alerted_after = CASE
                                    WHEN due.is_late THEN due.late_after ELSE s.late_alerted_after
                                END
                            FROM due
                            WHERE s.check_id = due.check_id
                            RETURNING s.check_id, due.status AS from_status, due.down_after, due.down_reason,
                                due.late_after, due.is_over, due.is_late, s.last_ping_at, s.ping_count
                        ), flipped AS (
                            INSERT INTO flips (check_id, from_status, to_status, reason, flipped_at, ping_n, traceparent)
                            SELECT l.check_id, l.from_status,
                                CASE WHEN l.is_over THEN 'DOWN' ELSE l.from_status END,
                                CASE WHEN l.is_over THEN COALESCE(l.down_reason, 'TIMEOUT') ELSE 'LATE' END,
                                GREATEST(CASE WHEN l.is_over THEN l.down_after ELSE l.late_after END, l.last_ping_at,
                                    (SELECT max(f.flipped_at) FROM flips f WHERE f.check_id = l.check_id)),
                                l.ping_count, :traceparent
                            FROM looked_at l
                            WHERE l.is_over OR l.is_late
                            RETURNING id, check_id, from_status, to_status, reason, flipped_at, request_id
                        )
                        SELECT l.checks AS looked, f.id, f.check_id, f.from_status, f.to_status, f.reason,
                            f.flipped_at, f.request_id
                        FROM (SELECT count(*) AS checks FROM looked_at) l
                        LEFT JOIN flipped f ON true
                        """.formatted(IS_SILENCE))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("only", choice.onlyId())
                .param("without", SqlArray.of("uuid", choice.without(), CheckId::value))
                .param("limit", limit)
                .param("traceparent", traceparent, Types.VARCHAR)
                .query(row -> {
                    lookedAt[0] = row.getInt("looked");
                    if (row.getObject("id") != null) {
                        flipped.add(FlipStore.flip(row, 0));
                    }
                });
        return new Sweep(lookedAt[0], flipped);
    }

    /**
     * The checks that {@link #flipOverdue} would look at, the most overdue first; without those that are left out.
     * Those that wait until silence counts take no place.
     */
    List<CheckId> due(Instant now, int limit, Collection<CheckId> without) {
        return jdbc.sql("""
                        SELECT check_id
                        FROM check_states
                        WHERE sweep_after <= :now AND %s
                            AND check_id <> ALL (:without)
                        ORDER BY sweep_after
                        LIMIT :limit
                        """.formatted(IS_SILENCE))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("without", SqlArray.of("uuid", without, CheckId::value))
                .param("limit", limit)
                .query((row, n) -> new CheckId(row.getObject("check_id", UUID.class)))
                .list();
    }

    /**
     * The earliest deadline that has passed without a flip; empty if no check is overdue. While an outage that is over
     * is not settled, the end of the outage is returned if it is later: settling it is work of the workers too.
     */
    Optional<Instant> oldestOverdue(Instant now) {
        // An overdue check is always due for the sweep, and an index covers that.
        return jdbc.sql("""
                        SELECT GREATEST(min(down_after), %s) AS down_after
                        FROM check_states
                        WHERE sweep_after <= :now AND down_after <= :now AND %s
                        HAVING count(*) > 0
                        """.formatted(END_OF_UNSETTLED_OUTAGE, WAS_RECEIVING))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) ->
                        row.getObject("down_after", OffsetDateTime.class).toInstant())
                .optional();
    }

    /**
     * Whether a check is overdue or late, but nothing in the database proves that its ping could have been received.
     */
    boolean awaitsProof(Instant now) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM check_states WHERE sweep_after <= :now AND NOT %s)"
                        .formatted(WAS_RECEIVING))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    /** Counts the checks that are due for the sweep, by the same index. */
    Backlog.Waiting backlog(Instant now) {
        return jdbc.sql("""
                        SELECT count(*) AS checks, GREATEST(min(sweep_after), %s) AS oldest
                        FROM check_states
                        WHERE sweep_after <= :now AND %s
                        """.formatted(END_OF_UNSETTLED_OUTAGE, WAS_RECEIVING))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> {
                    OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
                    long checks = row.getLong("checks");
                    return new Backlog.Waiting(checks, checks == 0 || oldest == null ? null : oldest.toInstant());
                })
                .single();
    }

    /** Postgres computes {@code until} only if a check is overdue or late, so a sweep that finds none costs no more. */
    private static String passedBefore(String until) {
        return """
                CASE
                    WHEN down_after <= :now THEN down_after <= (SELECT COALESCE(%1$s, :now))
                    WHEN late_after <= :now AND late_after IS DISTINCT FROM late_alerted_after
                        THEN late_after <= (SELECT COALESCE(%1$s, :now))
                    ELSE true
                END
                """.formatted(until);
    }

    /**
     * What one sweep did.
     *
     * @param lookedAt how many checks it looked at
     */
    record Sweep(int lookedAt, List<Flip> flipped) {}

    /**
     * The checks that a sweep looks at.
     *
     * @param only the one check; null for all
     * @param without those that are left out
     */
    record Choice(@Nullable CheckId only, Collection<CheckId> without) {

        private @Nullable UUID onlyId() {
            return only == null ? null : only.value();
        }
    }
}
