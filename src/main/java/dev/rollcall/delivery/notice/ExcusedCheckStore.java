package dev.rollcall.delivery.notice;

import dev.rollcall.channel.Notice.CheckLine;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.platform.worker.Outage;
import dev.rollcall.project.ProjectId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the excused checks of each channel. */
@Component
class ExcusedCheckStore {

    /** The maximum number of checks that a notice names. */
    private static final int MAX_NAMED = 20;

    private final JdbcClient jdbc;

    ExcusedCheckStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The channels of the project's checks that the outage excused; in place of a group its members. */
    Collection<OfChannel> byChannel(Outage outage, ProjectId project) {
        Map<UUID, OfChannel> found = new LinkedHashMap<>();
        jdbc.sql("""
                        SELECT channel_id, name, status, checks
                        FROM (
                            SELECT told.channel_id, c.name, s.status,
                                count(*) OVER (PARTITION BY told.channel_id) AS checks,
                                row_number() OVER (PARTITION BY told.channel_id ORDER BY c.name, c.id) AS place
                            FROM (
                                SELECT DISTINCT e.check_id, COALESCE(m.channel_id, a.channel_id) AS channel_id
                                FROM excuses e
                                JOIN check_channels a ON a.check_id = e.check_id
                                LEFT JOIN channel_members m ON m.group_id = a.channel_id
                                WHERE e.outage_id = :outage AND e.project_id = :project
                            ) told
                            JOIN checks c ON c.id = told.check_id
                            JOIN check_states s ON s.check_id = told.check_id
                        ) excused
                        WHERE place <= :most
                        ORDER BY channel_id, place
                        """)
                .param("most", MAX_NAMED)
                .param("outage", outage.id())
                .param("project", project.value())
                .query(row -> {
                    UUID channel = row.getObject("channel_id", UUID.class);
                    long count = row.getLong("checks");
                    found.computeIfAbsent(channel, none -> new OfChannel(channel, count, new ArrayList<>()))
                            .checks()
                            .add(new CheckLine(
                                    row.getString("name"),
                                    CheckStatus.valueOf(row.getString("status")),
                                    null,
                                    "",
                                    null));
                });
        return found.values();
    }

    /**
     * The excused checks of one channel.
     *
     * @param count of all of them
     * @param checks the first, by name
     */
    record OfChannel(UUID channel, long count, List<CheckLine> checks) {}
}
