package dev.rollcall.mute.maintenance;

import dev.rollcall.admin.verify.Invariant;
import dev.rollcall.admin.verify.Invariants;
import java.util.List;
import org.springframework.stereotype.Component;

/** The rules that always hold for maintenance windows. */
@Component
class WindowInvariants implements Invariants {

    @Override
    public List<Invariant> all() {
        return List.of(new Invariant("maintenance_window_checks", "each window names checks of its project", """
                SELECT 'window ' || w.id || ' and check_key ' || c.unique_key AS example
                FROM maintenance_window_checks n
                JOIN maintenance_windows w ON w.id = n.window_id
                JOIN checks c ON c.id = n.check_id
                WHERE w.project_id <> c.project_id
                """));
    }
}
