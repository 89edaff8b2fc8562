package dev.rollcall.outage;

import dev.rollcall.admin.verify.Invariant;
import dev.rollcall.admin.verify.Invariants;
import java.util.List;
import org.springframework.stereotype.Component;

/** The rules that always hold for outages and excuses. A constraint ensures that at most one outage is ongoing. */
@Component
class OutageInvariants implements Invariants {

    @Override
    public List<Invariant> all() {
        return List.of(followEachOther(), excuseAfterTheEnd(), excuseInTheProject());
    }

    /**
     * The clocks of two processes may differ by milliseconds. Cuts are left out: a cut counts from the last request
     * that came in, which may be before the end of the previous outage.
     */
    private static Invariant followEachOther() {
        return new Invariant("outages", "each begins after the one before it has ended", """
                SELECT 'outage ' || o.id AS example
                FROM (
                    SELECT id, began_at, lag(COALESCE(ended_at, 'infinity')) OVER (ORDER BY began_at) AS ended_before
                    FROM outages
                    WHERE NOT is_cut
                ) o
                WHERE o.began_at < o.ended_before - interval '1 second'
                """);
    }

    private static Invariant excuseAfterTheEnd() {
        return new Invariant("excuses", "each belongs to an outage that is over", """
                SELECT 'excuse ' || e.id || ' of outage ' || o.id AS example
                FROM excuses e
                JOIN outages o ON o.id = e.outage_id
                WHERE o.ended_at IS NULL
                """);
    }

    private static Invariant excuseInTheProject() {
        return new Invariant("excuses", "each belongs to the project of its check", """
                SELECT 'excuse ' || e.id || ' of check_key ' || c.unique_key AS example
                FROM excuses e
                JOIN checks c ON c.id = e.check_id
                WHERE e.project_id <> c.project_id
                """);
    }
}
