package dev.rollcall.check.dependency;

import dev.rollcall.admin.verify.Invariant;
import dev.rollcall.admin.verify.Invariants;
import java.util.List;
import org.springframework.stereotype.Component;

/** The rules that always hold for dependencies. */
@Component
class DependencyInvariants implements Invariants {

    @Override
    public List<Invariant> all() {
        return List.of(staysInProject(), hasNoCircle());
    }

    private static Invariant staysInProject() {
        return new Invariant("check_parents", "each check depends on checks of its project", """
                SELECT 'check_key ' || c.unique_key || ' depends on check_key ' || p.unique_key AS example
                FROM check_parents d
                JOIN checks c ON c.id = d.check_id
                JOIN checks p ON p.id = d.parent_id
                WHERE c.project_id <> p.project_id
                """);
    }

    private static Invariant hasNoCircle() {
        return new Invariant("check_parents", "no check depends on itself by way of others", """
                SELECT 'check_key ' || c.unique_key AS example
                FROM (
                    WITH RECURSIVE ancestors (check_id, id) AS (
                        SELECT check_id, parent_id
                        FROM check_parents
                        UNION
                        SELECT a.check_id, p.parent_id
                        FROM ancestors a
                        JOIN check_parents p ON p.check_id = a.id
                    )
                    SELECT id
                    FROM ancestors
                    WHERE check_id = id
                ) circle
                JOIN checks c ON c.id = circle.id
                """);
    }
}
