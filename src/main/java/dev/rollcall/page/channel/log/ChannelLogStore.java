package dev.rollcall.page.channel.log;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.platform.process.WebProcess;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the deliveries of a channel, latest first. */
@Component
@WebProcess
class ChannelLogStore {

    /** Above every id. */
    private static final UUID HIGHEST = new UUID(-1, -1);

    private final JdbcClient jdbc;

    ChannelLogStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The deliveries of a page, and one more if there is a next page. */
    List<ChannelLogEntry> find(UUID channel, Optional<DeliveryState> state, CursorRequest<UUID> page, Instant now) {
        CursorRequest.Cursor<UUID> after = page.afterOr(HIGHEST);
        return jdbc.sql("""
                        SELECT d.id, d.status, d.round, d.attempts, d.last_error, d.created_at, d.finished_at,
                            coalesce(d.due_at, d.created_at) AS due_at, d.held_until, d.held_back_by,
                            coalesce(d.released_at, d.created_at) AS waits_since, h.paused_until, n.kind AS notice,
                            f.check_id, k.name, f.from_status, f.to_status, f.reason
                        FROM deliveries d
                        LEFT JOIN channel_health h ON h.channel_id = d.channel_id
                        LEFT JOIN notices n ON n.id = d.notice_id
                        LEFT JOIN flips f ON f.id = d.flip_id
                        LEFT JOIN checks k ON k.id = f.check_id
                        WHERE d.channel_id = :channel
                            AND d.created_at <= :at
                            AND (d.created_at, d.id) < (:at, :id)
                            %s
                        ORDER BY d.created_at DESC, d.id DESC
                        LIMIT :limit
                        """.formatted(state.map(ChannelLogStore::filter).orElse("")))
                .param("channel", channel)
                .param("at", after.at().atOffset(ZoneOffset.UTC))
                .param("id", after.id())
                .param("limit", page.limitToFind())
                .query((row, n) -> entry(row, now))
                .list();
    }

    /** Literals, so the planner can use the indexes of some states. */
    private static String filter(DeliveryState state) {
        String only = "AND d.status = '" + state.name() + "'";
        return state == DeliveryState.FAILED || state == DeliveryState.OUTDATED
                ? only + " AND d.status IN ('FAILED', 'OUTDATED')"
                : only;
    }

    private static ChannelLogEntry entry(ResultSet row, Instant now) throws SQLException {
        DeliveryState state = DeliveryState.valueOf(row.getString("status"));
        Instant createdAt = instant(row, "created_at");
        return new ChannelLogEntry(
                row.getObject("id", UUID.class),
                state,
                row.getString("reason") == null ? null : change(row),
                row.getString("notice"),
                row.getInt("attempts"),
                row.getString("last_error"),
                createdAt,
                state == DeliveryState.SENT ? took(row, createdAt) : null,
                state == DeliveryState.PENDING ? plan(row, now) : null);
    }

    private static @Nullable Duration took(ResultSet row, Instant createdAt) throws SQLException {
        @Nullable Instant finishedAt = SqlInstant.of(row, "finished_at");
        return finishedAt == null ? null : Duration.between(createdAt, finishedAt);
    }

    private static RetryPlan plan(ResultSet row, Instant now) throws SQLException {
        return RetryPlan.of(
                row.getInt("attempts"),
                instant(row, "waits_since"),
                instant(row, "due_at"),
                SqlInstant.of(row, "held_until"),
                row.getString("held_back_by"),
                SqlInstant.of(row, "paused_until"),
                now);
    }

    private static ChannelLogEntry.Change change(ResultSet row) throws SQLException {
        @Nullable String name = row.getString("name");
        return new ChannelLogEntry.Change(
                new CheckId(row.getObject("check_id", UUID.class)).uniqueKey(),
                name == null ? "" : name,
                CheckStatus.valueOf(row.getString("from_status")),
                CheckStatus.valueOf(row.getString("to_status")),
                StatusChange.Reason.valueOf(row.getString("reason")),
                row.getInt("round"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(SqlInstant.of(row, column));
    }
}
