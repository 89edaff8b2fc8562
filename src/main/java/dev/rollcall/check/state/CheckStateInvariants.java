package dev.rollcall.check.state;

import dev.rollcall.admin.verify.Invariant;
import dev.rollcall.admin.verify.Invariants;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The rules that always hold for checks and their states. They come from {@link Deadlines} and {@link
 * CheckStateStore#save}.
 */
@Component
class CheckStateInvariants implements Invariants {

    @Override
    public List<Invariant> all() {
        return List.of(
                hasState(),
                uniqueKeyFollowsFromId(),
                upHasDeadline(),
                deadlineIsExpected(),
                deadlineFollows(),
                lateIsSwept());
    }

    private static Invariant hasState() {
        return new Invariant("checks", "each has a state", """
                SELECT 'check_key ' || c.unique_key AS example
                FROM checks c
                WHERE NOT EXISTS (SELECT FROM check_states s WHERE s.check_id = c.id)
                """);
    }

    /** As {@link CheckId#uniqueKey} computes it. */
    private static Invariant uniqueKeyFollowsFromId() {
        return new Invariant("checks", "each unique key follows from the id", """
                SELECT 'check_key ' || computed AS example
                FROM (
                    SELECT unique_key, left(encode(sha256(convert_to(id::text, 'UTF8')), 'hex'), 40) AS computed
                    FROM checks
                ) c
                WHERE c.unique_key <> c.computed
                """);
    }

    /**
     * Without a deadline, silence would never be noticed. A cron expression may have no further run, but a period
     * always has.
     */
    private static Invariant upHasDeadline() {
        return new Invariant("check_states", "each that is up and has a period has a deadline", """
                SELECT 'check_key ' || c.unique_key AS example
                FROM check_states s
                JOIN checks c ON c.id = s.check_id
                WHERE s.status = 'UP' AND c.period_seconds IS NOT NULL AND s.down_after IS NULL
                """);
    }

    private static Invariant deadlineIsExpected() {
        return new Invariant("check_states", "each deadline is of a check that expects a ping", """
                SELECT 'check_key ' || c.unique_key || ', which is ' || s.status AS example
                FROM check_states s
                JOIN checks c ON c.id = s.check_id
                WHERE s.down_after IS NOT NULL AND s.status IN ('NEW', 'PAUSED') AND s.last_start_at IS NULL
                """);
    }

    /**
     * For checks with a period, by the published rule. Checks with a run under way, an excuse or expectations of runs
     * are left out, because SQL would have to repeat the rules of {@link Deadlines}.
     */
    private static Invariant deadlineFollows() {
        return new Invariant("check_states", "each deadline follows from the last ping", """
                SELECT 'check_key ' || c.unique_key AS example
                FROM check_states s
                JOIN checks c ON c.id = s.check_id
                WHERE s.status = 'UP'
                    AND s.last_start_at IS NULL
                    AND s.excused_at IS NULL
                    AND c.start_grace_seconds IS NULL
                    AND c.max_duration_seconds IS NULL
                    AND c.failure_tolerance = 1
                    AND c.expected_period_seconds IS NULL
                    AND s.down_after <> LEAST(
                        s.last_ping_at + (c.period_seconds + c.grace_seconds) * interval '1 second',
                        '9999-12-31 23:59:59+00')
                """);
    }

    /** A constraint ensures that the sweep looks before the deadline. */
    private static Invariant lateIsSwept() {
        return new Invariant("check_states", "the sweep looks at each before it is late", """
                SELECT 'check_key ' || c.unique_key AS example
                FROM check_states s
                JOIN checks c ON c.id = s.check_id
                WHERE s.status = 'UP'
                    AND s.late_after IS DISTINCT FROM s.late_alerted_after
                    AND (s.sweep_after > s.late_after OR s.sweep_after IS NULL AND s.late_after IS NOT NULL)
                """);
    }
}
