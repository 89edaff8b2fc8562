package dev.rollcall.page.check;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.database.SqlArray;
import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.platform.process.WebProcess;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the events of the last runs of the checks on a page, with one statement. */
@Component
@WebProcess
class RunEventStore {

    private final JdbcClient jdbc;

    RunEventStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last events of each check, in the order of their times. A check without events is missing. */
    Map<CheckId, List<RunEvent>> of(Collection<CheckId> checks) {
        Map<CheckId, List<RunEvent>> events = new HashMap<>();
        jdbc.sql("""
                        SELECT c.id, e.kind, e.at
                        FROM unnest(:checks) AS c (id)
                        CROSS JOIN LATERAL (
                            (
                                SELECT kind, received_at AS at
                                FROM pings
                                WHERE check_id = c.id AND kind IN ('SUCCESS', 'FAIL')
                                ORDER BY n DESC
                                LIMIT :limit
                            )
                            UNION ALL
                            (
                                SELECT 'MISSED', flipped_at
                                FROM flips
                                WHERE check_id = c.id AND to_status = 'DOWN' AND reason <> 'FAIL'
                                ORDER BY flipped_at DESC
                                LIMIT :limit
                            )
                            UNION ALL
                            (
                                SELECT 'EXCUSED', excused_at
                                FROM excuses
                                WHERE check_id = c.id
                                ORDER BY excused_at DESC, id DESC
                                LIMIT :limit
                            )
                        ) e
                        ORDER BY e.at, e.kind DESC
                        """)
                .param("checks", SqlArray.of("uuid", checks, CheckId::value))
                .param("limit", RunBar.BARS)
                .query(row -> {
                    events.computeIfAbsent(new CheckId(row.getObject("id", UUID.class)), id -> new ArrayList<>())
                            .add(new RunEvent(
                                    RunEvent.Kind.valueOf(row.getString("kind")),
                                    Objects.requireNonNull(SqlInstant.of(row, "at"))));
                });
        return events;
    }
}
