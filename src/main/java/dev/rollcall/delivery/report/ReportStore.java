package dev.rollcall.delivery.report;

import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds which mailboxes get reports, records which were sent, and computes what they say. */
@Component
class ReportStore {

    /** The maximum number of checks that a report names. */
    private static final int MAX_NAMED = 100;

    private final JdbcClient jdbc;

    ReportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The mailboxes that get reports, with the last period that they got. */
    List<Mailbox> mailboxes() {
        return jdbc.sql("""
                        SELECT c.id, c.project_id, c.config ->> 'report' AS report,
                            COALESCE(c.config ->> 'time_zone', 'UTC') AS time_zone,
                            GREATEST(c.created_at, r.period_until) AS told_until
                        FROM channels c
                        LEFT JOIN reports r ON r.channel_id = c.id
                        WHERE c.kind = 'email'
                            AND c.config ->> 'report' IN ('daily', 'weekly', 'monthly')
                            AND c.unsubscribed_at IS NULL
                        ORDER BY c.id
                        """)
                .query((row, n) -> new Mailbox(
                        row.getObject("id", UUID.class),
                        new ProjectId(row.getObject("project_id", UUID.class)),
                        row.getString("report"),
                        row.getString("time_zone"),
                        row.getObject("told_until", OffsetDateTime.class).toInstant()))
                .list();
    }

    /**
     * Records that the report of a period is sent. A second worker waits here for the first. Returns false if it was
     * recorded before, or if the channel was deleted or has unsubscribed.
     */
    boolean record(UUID channel, ReportPeriod period) {
        return jdbc.sql("""
                        INSERT INTO reports AS r (channel_id, period_until)
                        SELECT id, :until
                        FROM channels
                        WHERE id = :channel AND unsubscribed_at IS NULL
                        FOR KEY SHARE
                        ON CONFLICT (channel_id) DO UPDATE
                        SET period_until = excluded.period_until
                        WHERE r.period_until < excluded.period_until
                        """)
                        .param("channel", channel)
                        .param("until", period.until().atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    /**
     * The report of a project; empty if it had no checks in the period. Each flip ends a span in its
     * {@code from_status}, and the present status has not ended, so no flip before the period is needed.
     *
     * @param keptSince earlier flips may have been deleted, so nothing is known about the time before
     */
    Optional<ProjectReport> of(ProjectId project, ReportPeriod period, Instant keptSince) {
        List<Row> rows = jdbc.sql("""
                        WITH reported AS (
                            SELECT c.id, c.name, s.status, GREATEST(c.created_at, :from, :kept) AS watched_from
                            FROM checks c
                            JOIN check_states s ON s.check_id = c.id
                            WHERE c.project_id = :project AND c.created_at < :until
                        ), ends AS (
                            SELECT r.id, r.watched_from, f.from_status AS status, f.flipped_at AS ended_at, f.id AS flip_id
                            FROM reported r
                            JOIN flips f ON f.check_id = r.id AND f.flipped_at >= r.watched_from AND f.reason <> 'LATE'
                            UNION ALL
                            SELECT id, watched_from, status, 'infinity', NULL
                            FROM reported
                        ), spans AS (
                            SELECT id, status, LEAST(ended_at, :until) AS ended_at,
                                lag(ended_at, 1, watched_from) OVER (PARTITION BY id ORDER BY ended_at, flip_id) AS began_at
                            FROM ends
                        ), downtimes AS (
                            SELECT id,
                                count(*) FILTER (WHERE status = 'DOWN') AS times,
                                sum(ended_at - began_at) FILTER (WHERE status = 'DOWN') AS down,
                                sum(ended_at - began_at) AS watched
                            FROM spans
                            WHERE status IN ('UP', 'DOWN') AND began_at < ended_at
                            GROUP BY id
                        )
                        SELECT p.name AS project, r.name, r.status, COALESCE(d.times, 0) AS times,
                            COALESCE(extract(epoch FROM d.down) * 1000, 0)::bigint AS down_millis,
                            COALESCE(extract(epoch FROM d.watched) * 1000, 0)::bigint AS watched_millis,
                            count(*) OVER () AS checks,
                            count(*) FILTER (WHERE r.status = 'DOWN') OVER () AS down_now
                        FROM reported r
                        JOIN projects p ON p.id = :project
                        LEFT JOIN downtimes d ON d.id = r.id
                        ORDER BY d.down DESC NULLS LAST, r.name, r.id
                        LIMIT :most
                        """)
                .param("project", project.value())
                .param("from", period.from().atOffset(ZoneOffset.UTC))
                .param("until", period.until().atOffset(ZoneOffset.UTC))
                .param("kept", keptSince.atOffset(ZoneOffset.UTC))
                .param("most", MAX_NAMED)
                .query((row, n) -> row(row))
                .list();
        return rows.stream()
                .findFirst()
                .map(first -> new ProjectReport(
                        first.project(),
                        first.checks(),
                        first.downNow(),
                        rows.stream().map(Row::line).toList()));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("project"),
                row.getLong("checks"),
                row.getLong("down_now"),
                new ProjectReport.Line(
                        row.getString("name"),
                        CheckStatus.valueOf(row.getString("status")),
                        row.getLong("times"),
                        Duration.ofMillis(row.getLong("down_millis")),
                        Duration.ofMillis(row.getLong("watched_millis"))));
    }

    /** A check, with the totals of all checks. */
    private record Row(String project, long checks, long downNow, ProjectReport.Line line) {}

    /**
     * A mailbox that gets reports.
     *
     * @param rhythm the setting {@code report}
     * @param toldUntil when its last reported period ended, or when it was created: it gets no report about an earlier
     *     time
     */
    record Mailbox(UUID channel, ProjectId project, String rhythm, String timeZone, Instant toldUntil) {}
}
