package dev.rollcall.delivery;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelView;
import dev.rollcall.channel.Notice;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.flip.Flip;
import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads a taken delivery. A row with a value that this release does not know affects no other row. */
@Component
class TakenMapper implements RowMapper<Taken> {

    private static final TypeReference<Map<String, Object>> CONFIG = new TypeReference<>() {};

    private final JsonMapper json;

    TakenMapper(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Taken mapRow(ResultSet row, int n) throws SQLException {
        Taken.@Nullable Content content = null;
        @Nullable RuntimeException unreadable = null;
        try {
            content = content(row);
        } catch (RuntimeException e) {
            unreadable = e;
        }
        return new Taken(
                row.getObject("id", UUID.class),
                row.getLong("version"),
                row.getInt("attempts"),
                row.getObject("channel_id", UUID.class),
                row.getObject("held_until", OffsetDateTime.class).toInstant(),
                row.getString("held_back_by"),
                row.getBoolean("may_be_sent"),
                row.getBoolean("in_digest"),
                SqlInstant.of(row, "waits_since"),
                new Taken.Recipient(
                        row.getBoolean("is_channel_failing"),
                        row.getBoolean("is_unsubscribed"),
                        row.getBoolean("is_removed")),
                new Taken.Turn(
                        row.getBoolean("is_behind_others"),
                        SqlInstant.of(row, "later_due_at"),
                        row.getBoolean("has_later_flip"),
                        row.getInt("changes")),
                content,
                unreadable);
    }

    private Taken.Content content(ResultSet row) throws SQLException {
        String notice = row.getString("notice");
        return notice == null
                ? new Taken.AlertContent(flip(row), channel(row), row.getInt("round"), lastPing(row))
                : new Taken.NoticeContent(json.readValue(notice, Notice.Content.class), channel(row));
    }

    private static Flip flip(ResultSet row) throws SQLException {
        return new Flip(
                row.getLong("flip_id"),
                new StatusChange(
                                new CheckId(row.getObject("check_id", UUID.class)),
                                CheckStatus.valueOf(row.getString("from_status")),
                                CheckStatus.valueOf(row.getString("to_status")),
                                StatusChange.Reason.valueOf(row.getString("reason")),
                                row.getObject("flipped_at", OffsetDateTime.class)
                                        .toInstant(),
                                row.getString("request_id"))
                        .tracedAt(row.getString("traceparent")));
    }

    private ChannelView channel(ResultSet row) throws SQLException {
        return new ChannelView(
                row.getObject("channel_id", UUID.class),
                new ProjectId(row.getObject("project_id", UUID.class)),
                row.getString("kind"),
                row.getString("name"),
                json.readValue(row.getString("config"), CONFIG),
                row.getString("signing_secret"));
    }

    private static Alert.@Nullable LastPing lastPing(ResultSet row) throws SQLException {
        return row.getObject("n") == null
                ? null
                : new Alert.LastPing(
                        row.getObject("received_at", OffsetDateTime.class).toInstant(),
                        row.getObject("exit_status", Integer.class),
                        row.getBytes("body"));
    }
}
