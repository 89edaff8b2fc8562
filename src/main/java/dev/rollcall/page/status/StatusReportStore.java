package dev.rollcall.page.status;

import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.check.state.Tags;
import dev.rollcall.mute.Openings;
import dev.rollcall.page.status.DownTimes.Span;
import dev.rollcall.page.status.StatusReport.State;
import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what a status page shows, with a fixed number of statements. */
@Component
@WebProcess
class StatusReportStore {

    /** The tags of {@code checks c}, one row each, and empty texts between them; no row for a check without tags. */
    private static final String TAGS = "string_to_table(btrim(%s), ' ', NULL)".formatted(Tags.spaced("c.tags"));

    /** Leaves out the empty texts, and keeps the checks without tags. */
    private static final String IS_TAG = "t.tag IS DISTINCT FROM ''";

    private static final Comparator<String> OTHERS_LAST =
            Comparator.comparing(String::isEmpty).thenComparing(Comparator.naturalOrder());

    private final JdbcClient jdbc;

    StatusReportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The project's tags with the state of their checks: those that are down first, because a limit must not hide them,
     * and each group in the order of its characters.
     */
    List<Tagged> tags(ProjectId project, Instant now, int limit) {
        return jdbc.sql("""
                        SELECT COALESCE(t.tag, '') COLLATE "C" AS tag,
                            COALESCE(bool_or(s.status = 'DOWN' OR s.down_after <= :now), false) AS is_down,
                            bool_and(s.status = 'NEW') AS is_new,
                            bool_and(s.status = 'PAUSED') AS is_paused,
                            min(c.created_at) AS since
                        FROM checks c
                        JOIN check_states s ON s.check_id = c.id
                        LEFT JOIN LATERAL %s AS t (tag) ON true
                        WHERE c.project_id = :project AND %s
                        GROUP BY 1
                        ORDER BY is_down DESC, 1
                        LIMIT :limit
                        """.formatted(TAGS, IS_TAG))
                .param("project", project.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, n) -> new Tagged(row.getString("tag"), state(row), instant(row, "since")))
                .list();
    }

    /**
     * The times since {@code begin} in which a check was down, for each of its tags: those that last first, because a
     * limit must not hide them, then the latest. Each flip ends a time in the status that it left, and the present
     * status has not ended.
     */
    List<TaggedSpan> downs(ProjectId project, Instant begin, Instant now, int limit) {
        return jdbc.sql("""
                        WITH changes AS (
                            SELECT f.check_id, f.from_status, f.flipped_at,
                                lag(f.flipped_at) OVER (PARTITION BY f.check_id ORDER BY f.flipped_at, f.id) AS before
                            FROM checks c
                            JOIN flips f ON f.check_id = c.id
                            WHERE c.project_id = :project AND f.flipped_at >= :begin AND f.reason <> 'LATE'
                        ), downs AS (
                            SELECT check_id, COALESCE(before, :begin) AS began_at, flipped_at AS ended_at
                            FROM changes
                            WHERE from_status = 'DOWN'
                            UNION ALL
                            SELECT s.check_id,
                                CASE
                                    WHEN s.status <> 'DOWN' THEN s.down_after
                                    ELSE COALESCE(
                                        (SELECT max(f.flipped_at) FROM flips f WHERE f.check_id = s.check_id), :begin)
                                END,
                                NULL
                            FROM checks c
                            JOIN check_states s ON s.check_id = c.id
                            WHERE c.project_id = :project AND (s.status = 'DOWN' OR s.down_after <= :now)
                        )
                        SELECT COALESCE(t.tag, '') AS tag, d.began_at, d.ended_at
                        FROM downs d
                        JOIN checks c ON c.id = d.check_id
                        LEFT JOIN LATERAL %s AS t (tag) ON true
                        WHERE %s
                        ORDER BY d.ended_at IS NOT NULL, d.began_at DESC, d.check_id, t.tag
                        LIMIT :limit
                        """.formatted(TAGS, IS_TAG))
                .param("project", project.value())
                .param("begin", begin.atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, n) -> new TaggedSpan(
                        row.getString("tag"), new Span(instant(row, "began_at"), SqlInstant.of(row, "ended_at"))))
                .list();
    }

    /** The maintenance windows that are not over. */
    List<Window> windows(ProjectId project, Instant now) {
        return jdbc.sql("""
                        SELECT w.name, w.start_at, w.end_at, w.cron, w.time_zone, w.duration_seconds, w.all_checks, w.tags,
                            ARRAY(
                                SELECT DISTINCT c.tags
                                FROM maintenance_window_checks n
                                JOIN checks c ON c.id = n.check_id
                                WHERE n.window_id = w.id
                            ) AS check_tags
                        FROM maintenance_windows w
                        WHERE w.project_id = :project AND (w.end_at IS NULL OR w.end_at > :now)
                        ORDER BY w.created_at, w.id
                        """)
                .param("project", project.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(StatusReportStore::window)
                .list();
    }

    private static State state(ResultSet row) throws SQLException {
        if (row.getBoolean("is_down")) {
            return State.DOWN;
        }
        if (row.getBoolean("is_new")) {
            return State.NEW;
        }
        return row.getBoolean("is_paused") ? State.PAUSED : State.UP;
    }

    private static Window window(ResultSet row, int n) throws SQLException {
        String cron = row.getString("cron");
        Openings openings = cron == null
                ? null
                : new Openings(
                        ScheduleExpression.kept(cron, row.getString("time_zone")),
                        Duration.ofSeconds(row.getLong("duration_seconds")));
        boolean isForAll = row.getBoolean("all_checks");
        return new Window(
                row.getString("name"),
                SqlInstant.of(row, "start_at"),
                SqlInstant.of(row, "end_at"),
                openings,
                isForAll,
                isForAll ? List.of() : components(row));
    }

    private static List<String> components(ResultSet row) throws SQLException {
        var components = new TreeSet<>(OTHERS_LAST);
        components.addAll(Tags.of(row.getString("tags")));
        for (String text : (String[]) row.getArray("check_tags").getArray()) {
            List<String> tags = Tags.of(text);
            components.addAll(tags.isEmpty() ? List.of("") : tags);
        }
        return List.copyOf(components);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(SqlInstant.of(row, column));
    }

    /**
     * A tag.
     *
     * @param since when the first of its checks was created
     */
    record Tagged(String tag, State state, Instant since) {}

    /** A time in which a check with this tag was down. */
    record TaggedSpan(String tag, Span span) {}

    /**
     * A maintenance window, which opens either once or again and again.
     *
     * @param components tags, and the empty text for checks without one; none if it is for all, or if it has no check
     *     left
     */
    record Window(
            String name,
            @Nullable Instant start,
            @Nullable Instant end,
            @Nullable Openings openings,
            boolean isForAll,
            List<String> components) {}
}
