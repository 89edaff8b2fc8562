package dev.rollcall.ping;

import dev.rollcall.admin.verify.Invariant;
import dev.rollcall.admin.verify.Invariants;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The rules that always hold for the log of pings. A constraint ensures that no number occurs twice. */
@Component
class PingInvariants implements Invariants {

    private final PingSettings settings;

    PingInvariants(PingSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Invariant> all() {
        return List.of(areAllCounted(), areComplete(), setTheLastPing());
    }

    private static Invariant areAllCounted() {
        return new Invariant("pings", "the last of each check has the number that the check has counted", """
                SELECT 'check_key ' || c.unique_key || ', ' || s.ping_count || ' counted' AS example
                FROM check_states s
                JOIN checks c ON c.id = s.check_id
                LEFT JOIN LATERAL (SELECT max(p.n) AS n FROM pings p WHERE p.check_id = s.check_id) last ON true
                WHERE s.ping_count <> COALESCE(last.n, 0)
                """);
    }

    /** Pings beyond PING_LOG_LIMIT are deleted, but not always the oldest first, so there may be gaps among them. */
    private Invariant areComplete() {
        return new Invariant(
                "pings", "none is missing among the latest of each check", """
                SELECT 'check_key ' || c.unique_key || ', after ping ' || kept.first AS example
                FROM (
                    SELECT s.check_id, min(p.n) AS first, max(p.n) AS last, count(*) AS pings
                    FROM check_states s
                    JOIN pings p ON p.check_id = s.check_id AND p.n > s.ping_count - :kept
                    GROUP BY s.check_id
                ) kept
                JOIN checks c ON c.id = kept.check_id
                WHERE kept.pings <> kept.last - kept.first + 1
                """, Map.of("kept", settings.logLimit()));
    }

    /** A check that was resumed has no last ping. */
    private static Invariant setTheLastPing() {
        return new Invariant("pings", "the last success or failure of each check is its last ping", """
                SELECT 'check_key ' || c.unique_key AS example
                FROM check_states s
                JOIN checks c ON c.id = s.check_id
                CROSS JOIN LATERAL (
                    SELECT p.received_at
                    FROM pings p
                    WHERE p.check_id = s.check_id AND p.kind IN ('SUCCESS', 'FAIL')
                    ORDER BY p.n DESC
                    LIMIT 1
                ) last
                WHERE s.last_ping_at <> last.received_at
                """);
    }
}
