package dev.rollcall.check.dependency;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.database.LockStore;
import dev.rollcall.platform.database.SqlArray;
import dev.rollcall.project.ProjectId;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores which check depends on which. */
@Component
class DependencyStore {

    private final JdbcClient jdbc;
    private final LockStore locks;

    DependencyStore(JdbcClient jdbc, LockStore locks) {
        this.jdbc = jdbc;
        this.locks = locks;
    }

    Set<CheckId> parents(CheckId check) {
        return jdbc
                .sql("SELECT parent_id FROM check_parents WHERE check_id = :check")
                .param("check", check.value())
                .query(UUID.class)
                .list()
                .stream()
                .map(CheckId::new)
                .collect(Collectors.toSet());
    }

    /**
     * Makes other transactions that add dependencies in this project wait until this one ends, because two requests
     * could each add half of a circle. A caller may have locked states of checks before, but must lock none afterwards.
     */
    void lock(ProjectId project) {
        locks.lock("parents of " + project.value());
    }

    /** Whether one of these checks depends on {@code check}, directly or by way of others. */
    boolean dependOn(Collection<CheckId> checks, CheckId check) {
        return jdbc.sql("""
                        WITH RECURSIVE ancestors (id) AS (
                            SELECT parent_id
                            FROM check_parents
                            WHERE check_id = ANY (:checks)
                            UNION
                            SELECT p.parent_id
                            FROM ancestors a
                            JOIN check_parents p ON p.check_id = a.id
                        )
                        SELECT EXISTS (SELECT 1 FROM ancestors WHERE id = :check)
                        """)
                .param("checks", SqlArray.of("uuid", checks, CheckId::value))
                .param("check", check.value())
                .query(Boolean.class)
                .single();
    }

    void replace(CheckId check, Collection<CheckId> parents) {
        jdbc.sql("DELETE FROM check_parents WHERE check_id = :check AND parent_id <> ALL (:parents)")
                .param("check", check.value())
                .param("parents", SqlArray.of("uuid", parents, CheckId::value))
                .update();
        jdbc.sql("""
                        INSERT INTO check_parents (check_id, parent_id)
                        SELECT :check, id
                        FROM checks
                        WHERE id = ANY (:parents)
                        ORDER BY id
                        FOR KEY SHARE
                        ON CONFLICT DO NOTHING
                        """)
                .param("check", check.value())
                .param("parents", SqlArray.of("uuid", parents, CheckId::value))
                .update();
    }
}
