package dev.rollcall.flip.verify;

import dev.rollcall.admin.verify.Invariant;
import dev.rollcall.admin.verify.Invariants;
import dev.rollcall.flip.FlipSettings;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The rules that always hold for flips. */
@Component
class FlipInvariants implements Invariants {

    private final FlipSettings settings;
    private final Clock clock;

    FlipInvariants(FlipSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public List<Invariant> all() {
        return List.of(followEachOther(), areInOrder(), leadToTheStatus(), nameAPing());
    }

    /**
     * A {@code LATE} flip begins and ends with the same status, so it is compared like any other. A flip that follows
     * one past its retention is not compared: {@code prune} may have kept the old one, because its delivery waits, and
     * deleted flips between the two.
     */
    private Invariant followEachOther() {
        return new Invariant(
                "flips",
                "each begins with the status with which the one before it ended",
                """
                SELECT 'flip ' || f.id || ' of check_key ' || c.unique_key AS example
                FROM (
                    SELECT id, check_id, from_status, lag(to_status) OVER earlier AS status_before,
                        lag(flipped_at) OVER earlier AS flipped_before
                    FROM flips
                    WINDOW earlier AS (PARTITION BY check_id ORDER BY id)
                ) f
                JOIN checks c ON c.id = f.check_id
                WHERE f.from_status <> f.status_before AND f.flipped_before >= :keptSince
                """,
                Map.of("keptSince", settings.keptSince(clock.instant()).atOffset(ZoneOffset.UTC)));
    }

    private static Invariant areInOrder() {
        return new Invariant("flips", "the flips of a check have the same order by time and by id", """
                SELECT 'flip ' || f.id || ' of check_key ' || c.unique_key AS example
                FROM (
                    SELECT id, check_id, flipped_at, lag(flipped_at) OVER earlier AS flipped_before
                    FROM flips
                    WINDOW earlier AS (PARTITION BY check_id ORDER BY id)
                ) f
                JOIN checks c ON c.id = f.check_id
                WHERE f.flipped_at < f.flipped_before
                """);
    }

    /** {@code prune} keeps the latest change of status of each check. */
    private static Invariant leadToTheStatus() {
        return new Invariant("flips", "the last of each check leads to its status", """
                SELECT 'check_key ' || c.unique_key || ', which is ' || s.status AS example
                FROM check_states s
                JOIN checks c ON c.id = s.check_id
                LEFT JOIN LATERAL (
                    SELECT f.to_status
                    FROM flips f
                    WHERE f.check_id = s.check_id
                    ORDER BY f.flipped_at DESC, f.id DESC
                    LIMIT 1
                ) last ON true
                WHERE s.status <> COALESCE(last.to_status, 'NEW')
                """);
    }

    private static Invariant nameAPing() {
        return new Invariant("flips", "each names a ping that its check has counted", """
                SELECT 'flip ' || f.id || ' of check_key ' || c.unique_key AS example
                FROM flips f
                JOIN check_states s ON s.check_id = f.check_id
                JOIN checks c ON c.id = f.check_id
                WHERE f.ping_n > s.ping_count
                """);
    }
}
