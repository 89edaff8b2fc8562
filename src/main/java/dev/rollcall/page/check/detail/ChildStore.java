package dev.rollcall.page.check.detail;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.process.WebProcess;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads which checks depend on a check. */
@Component
@WebProcess
class ChildStore {

    private final JdbcClient jdbc;

    ChildStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<CheckId> of(CheckId parent, int limit) {
        return jdbc.sql("""
                        SELECT check_id
                        FROM check_parents
                        WHERE parent_id = :parent
                        ORDER BY check_id
                        LIMIT :limit
                        """).param("parent", parent.value()).param("limit", limit).query(UUID.class).list().stream()
                .map(CheckId::new)
                .toList();
    }
}
