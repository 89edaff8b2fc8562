package dev.rollcall.flip;

import dev.rollcall.platform.database.SqlArray;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds and deletes flips past their retention. */
@Component
class FlipPruneStore {

    private final JdbcClient jdbc;

    FlipPruneStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Looks at the next {@code limit} flips by id, and returns those that are older than the horizon and are not the
     * latest change of status of their check.
     */
    Outdated outdated(long after, Instant horizon, int limit) {
        List<Long> outdated = new ArrayList<>();
        List<Long> lookedAt = new ArrayList<>();
        // Reads the whole table once a day, by its primary key, because an imported flip is old but has a high id.
        jdbc.sql("""
                        SELECT f.id,
                            f.flipped_at < :horizon AND (f.reason = 'LATE' OR EXISTS (
                                SELECT 1
                                FROM flips later
                                WHERE later.check_id = f.check_id AND later.reason <> 'LATE'
                                    AND (later.flipped_at, later.id) > (f.flipped_at, f.id)
                            )) AS outdated
                        FROM flips f
                        WHERE f.id > :after
                        ORDER BY f.id
                        LIMIT :limit
                        """)
                .param("after", after)
                .param("horizon", horizon.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query(row -> {
                    lookedAt.add(row.getLong("id"));
                    if (row.getBoolean("outdated")) {
                        outdated.add(row.getLong("id"));
                    }
                });
        return new Outdated(outdated, lookedAt.size() < limit ? null : lookedAt.get(limit - 1));
    }

    int delete(List<Long> ids) {
        return jdbc.sql("DELETE FROM flips WHERE id = ANY (:ids)")
                .param("ids", SqlArray.of("bigint", ids, id -> id))
                .update();
    }

    /**
     * Flips past their retention.
     *
     * @param last the last id that was looked at, or null if no flip follows it
     */
    record Outdated(List<Long> ids, @Nullable Long last) {}
}
