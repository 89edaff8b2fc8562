package dev.rollcall.page.channel;

import dev.rollcall.channel.Channels;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads channels as pages show them, with one statement for each page. */
@Component
@WebProcess
class ListedChannelStore {

    private static final String SELECT = """
            SELECT c.id, c.name, c.kind, c.config, c.unsubscribed_at,
                h.failures, h.failing_since, h.last_error, h.paused_until,
                (
                    SELECT count(*)
                    FROM check_channels a
                    WHERE a.channel_id = c.id
                ) AS checks,
                (
                    SELECT max(d.created_at)
                    FROM deliveries d
                    WHERE d.channel_id = c.id
                ) AS last_alert_at,
                (
                    SELECT string_agg(m.name, ', ' ORDER BY lower(m.name), m.id)
                    FROM channel_members g
                    JOIN channels m ON m.id = g.channel_id
                    WHERE g.group_id = c.id
                ) AS members
            FROM channels c
            LEFT JOIN channel_health h ON h.channel_id = c.id
            WHERE c.project_id = :project
            """;

    private static final TypeReference<Map<String, Object>> CONFIG = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Map<String, KindDefinition> kinds;

    ListedChannelStore(JdbcClient jdbc, JsonMapper json, Channels channels) {
        this.jdbc = jdbc;
        this.json = json;
        this.kinds = channels.definitions();
    }

    /** The channels of a project: those that need a person come first, then by name. */
    List<ListedChannel> of(ProjectId project, int offset, int limit) {
        return jdbc.sql(SELECT + """
                        ORDER BY h.channel_id IS NULL, c.unsubscribed_at IS NULL, lower(c.name), c.id
                        LIMIT :limit OFFSET :offset
                        """)
                .param("project", project.value())
                .param("limit", limit)
                .param("offset", offset)
                .query(this::channel)
                .list();
    }

    Optional<ListedChannel> find(ProjectId project, UUID id) {
        return jdbc.sql(SELECT + "AND c.id = :id")
                .param("project", project.value())
                .param("id", id)
                .query(this::channel)
                .optional();
    }

    private ListedChannel channel(ResultSet row, int n) throws SQLException {
        String kind = row.getString("kind");
        @Nullable String members = row.getString("members");
        return new ListedChannel(
                row.getObject("id", UUID.class),
                row.getString("name"),
                kind,
                members == null ? address(kind, row.getString("config")) : members,
                row.getLong("checks"),
                SqlInstant.of(row, "last_alert_at"),
                trouble(row),
                SqlInstant.of(row, "unsubscribed_at"));
    }

    /** Empty for a kind of a later release. */
    private String address(String kind, String config) {
        KindDefinition known = kinds.get(kind);
        return known == null || known.isGroup() ? "" : ShownAddress.of(known, json.readValue(config, CONFIG));
    }

    private static ListedChannel.@Nullable Trouble trouble(ResultSet row) throws SQLException {
        @Nullable Instant since = SqlInstant.of(row, "failing_since");
        return since == null
                ? null
                : new ListedChannel.Trouble(
                        row.getInt("failures"), since, row.getString("last_error"), SqlInstant.of(row, "paused_until"));
    }
}
