package dev.rollcall.delivery.page;

import dev.rollcall.channel.subscription.Subscriptions;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.flip.Flip;
import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.platform.process.WebProcess;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Finds what a link names, with one look-up by its primary key. */
@Component
@WebProcess
class LinkStore {

    private static final TypeReference<Map<String, Object>> CONFIG = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    LinkStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The delivery of a flip; empty if it was deleted. */
    Optional<LinkedDelivery> findDelivery(UUID delivery) {
        return jdbc.sql("""
                        SELECT f.id, f.check_id, f.from_status, f.to_status, f.reason, f.flipped_at, f.request_id,
                            f.acknowledged_at, c.config, c.signing_secret, p.name AS project,
                            NOT EXISTS (
                                SELECT 1
                                FROM flips l
                                WHERE l.check_id = f.check_id AND l.flipped_at >= f.flipped_at AND l.id > f.id
                            ) AS is_latest
                        FROM deliveries d
                        JOIN flips f ON f.id = d.flip_id
                        JOIN channels c ON c.id = d.channel_id
                        JOIN projects p ON p.id = c.project_id
                        WHERE d.id = :delivery
                        """).param("delivery", delivery).query(this::linked).optional();
    }

    /** A channel of kind email; empty if it was deleted. */
    Optional<LinkedChannel> findMailbox(UUID channel) {
        return jdbc.sql("""
                        SELECT c.id, c.unsubscribed_at IS NOT NULL AS is_unsubscribed, c.config, c.signing_secret,
                            p.name AS project
                        FROM channels c
                        JOIN projects p ON p.id = c.project_id
                        WHERE c.id = :channel AND c.kind = :kind
                        """)
                .param("channel", channel)
                .param("kind", Subscriptions.KIND)
                .query((row, n) -> new LinkedChannel(
                        row.getObject("id", UUID.class),
                        row.getBoolean("is_unsubscribed"),
                        json.readValue(row.getString("config"), CONFIG),
                        row.getString("signing_secret"),
                        row.getString("project")))
                .optional();
    }

    private LinkedDelivery linked(ResultSet row, int n) throws SQLException {
        return new LinkedDelivery(
                flip(row),
                row.getBoolean("is_latest"),
                SqlInstant.of(row, "acknowledged_at"),
                json.readValue(row.getString("config"), CONFIG),
                row.getString("signing_secret"),
                row.getString("project"));
    }

    private static Flip flip(ResultSet row) throws SQLException {
        return new Flip(
                row.getLong("id"),
                new StatusChange(
                        new CheckId(row.getObject("check_id", UUID.class)),
                        CheckStatus.valueOf(row.getString("from_status")),
                        CheckStatus.valueOf(row.getString("to_status")),
                        StatusChange.Reason.valueOf(row.getString("reason")),
                        row.getObject("flipped_at", OffsetDateTime.class).toInstant(),
                        row.getString("request_id")));
    }
}
