package dev.rollcall.outage;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.LockedCheck;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.database.SqlArray;
import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.platform.worker.Outage;
import dev.rollcall.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Records and lists excuses. */
@Component
class ExcuseStore {

    private final JdbcClient jdbc;

    ExcuseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The next checks, by id, that were not overdue when the outage began and may have lost a ping in it by the
     * published rule; with them all that have rules of their own. It takes no lock; the caller applies
     * {@code RunRules.excused}, which is exact.
     */
    List<CheckId> concerned(Outage outage, @Nullable UUID after, int limit) {
        return jdbc.sql("""
                        SELECT s.check_id
                        FROM check_states s
                        JOIN checks c ON c.id = s.check_id
                        WHERE s.check_id > :after
                            AND s.down_after > :began
                            AND (s.down_after - 2 * c.grace_seconds * interval '1 second' < :ended
                                OR c.start_grace_seconds IS NOT NULL
                                OR c.max_duration_seconds IS NOT NULL
                                OR c.failure_tolerance > 1
                                OR c.expected_period_seconds IS NOT NULL)
                        ORDER BY s.check_id
                        LIMIT :limit
                        """)
                .param("after", after == null ? new UUID(0, 0) : after)
                .param("began", outage.beganAt().atOffset(ZoneOffset.UTC))
                .param("ended", Objects.requireNonNull(outage.endedAt()).atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, n) -> new CheckId(row.getObject("check_id", UUID.class)))
                .list();
    }

    void insert(Outage outage, Collection<Moved> moved, Instant now) {
        jdbc.sql("""
                        INSERT INTO excuses
                            (outage_id, project_id, check_id, excused_at, old_down_after, new_down_after)
                        SELECT :outage, u.project_id, u.check_id, :now, u.old_down_after, u.new_down_after
                        FROM unnest(:projects, :checks, :olds, :news)
                            AS u (project_id, check_id, old_down_after, new_down_after)
                        """)
                .param("outage", outage.id())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param(
                        "projects",
                        SqlArray.of("uuid", moved, each -> each.to().project().value()))
                .param(
                        "checks",
                        SqlArray.of("uuid", moved, each -> each.to().id().value()))
                .param("olds", SqlArray.of("timestamptz", moved, Moved::oldDownAfter))
                .param("news", SqlArray.of("timestamptz", moved, Moved::newDownAfter))
                .update();
    }

    /** How many checks of each project the outage excused. Projects without any are missing. */
    Map<ProjectId, Long> countByProject(Outage outage) {
        Map<ProjectId, Long> counts = new LinkedHashMap<>();
        jdbc.sql("""
                        SELECT project_id, count(*) AS checks
                        FROM excuses
                        WHERE outage_id = :outage
                        GROUP BY project_id
                        """).param("outage", outage.id()).query(row -> {
            counts.put(new ProjectId(row.getObject("project_id", UUID.class)), row.getLong("checks"));
        });
        return counts;
    }

    long count() {
        return jdbc.sql("SELECT count(*) FROM excuses").query(Long.class).single();
    }

    /** The excuses of a check, latest first. One more than the page has, if there are as many. */
    List<Excuse> ofCheck(CheckId check, CursorRequest<Long> page) {
        return find("e.check_id = :owner", check.value(), page);
    }

    /** The excuses of a project, latest first. One more than the page has, if there are as many. */
    List<Excuse> ofProject(ProjectId project, CursorRequest<Long> page) {
        return find("e.project_id = :owner", project.value(), page);
    }

    private List<Excuse> find(String condition, UUID owner, CursorRequest<Long> page) {
        CursorRequest.Cursor<Long> after = page.afterOr(Long.MAX_VALUE);
        return jdbc.sql("""
                        SELECT e.id, e.check_id, c.name, c.unique_key, e.excused_at, e.old_down_after, e.new_down_after,
                            o.id AS outage_id, o.began_at, o.ended_at, o.reason, o.is_cut
                        FROM excuses e
                        JOIN checks c ON c.id = e.check_id
                        JOIN outages o ON o.id = e.outage_id
                        WHERE %s AND e.excused_at <= :at AND (e.excused_at, e.id) < (:at, :id)
                        ORDER BY e.excused_at DESC, e.id DESC
                        LIMIT :limit
                        """.formatted(condition))
                .param("owner", owner)
                .param("at", after.at().atOffset(ZoneOffset.UTC))
                .param("id", after.id())
                .param("limit", page.limitToFind())
                .query(ExcuseStore::excuse)
                .list();
    }

    private static Excuse excuse(ResultSet row, int n) throws SQLException {
        return new Excuse(
                row.getLong("id"),
                new CheckId(row.getObject("check_id", UUID.class)),
                row.getString("name"),
                row.getString("unique_key"),
                new Outage(
                        row.getLong("outage_id"),
                        instant(row, "began_at"),
                        instant(row, "ended_at"),
                        Outage.Reason.of(row.getString("reason"), row.getBoolean("is_cut"))),
                instant(row, "excused_at"),
                instant(row, "old_down_after"),
                instant(row, "new_down_after"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(SqlInstant.of(row, column));
    }

    /** A check with its excuse, and its deadline before and after. */
    record Moved(LockedCheck to, Instant oldDownAfter, Instant newDownAfter) {}
}
