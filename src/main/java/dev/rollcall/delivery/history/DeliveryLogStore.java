package dev.rollcall.delivery.history;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.flip.Flip;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.database.SqlInstant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the delivery log of a check. */
@Component
class DeliveryLogStore {

    private final JdbcClient jdbc;

    DeliveryLogStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The deliveries of a check's flips, latest flip first. One more than the page has, if there are as many. */
    List<DeliveryLogEntry> find(CheckId check, CursorRequest<DeliveryLogEntry.DeliveryCursor> page) {
        CursorRequest.Cursor<DeliveryLogEntry.DeliveryCursor> after =
                page.afterOr(DeliveryLogEntry.DeliveryCursor.HIGHEST);
        // Ordered by flip, which an index supports. By their own time, all deliveries of the check would be sorted.
        return jdbc.sql("""
                        SELECT d.id, d.purpose, d.status, d.attempts, d.last_error, d.created_at, d.finished_at,
                            CASE WHEN d.status = 'PENDING' THEN COALESCE(d.due_at, d.created_at) END AS next_attempt_at,
                            CASE WHEN d.status = 'PENDING' THEN lower(d.held_back_by) END AS held_back_by,
                            c.id AS channel_id, c.name AS channel_name, c.kind AS channel_kind,
                            f.id AS flip_id, f.check_id, f.from_status, f.to_status, f.reason, f.flipped_at,
                            f.request_id
                        FROM flips f
                        JOIN deliveries d ON d.flip_id = f.id
                        JOIN channels c ON c.id = d.channel_id
                        WHERE f.check_id = :check
                            AND f.flipped_at <= :at
                            AND (f.flipped_at, f.id, d.id) < (:at, :flip, :id)
                        ORDER BY f.flipped_at DESC, f.id DESC, d.id DESC
                        LIMIT :limit
                        """)
                .param("check", check.value())
                .param("at", after.at().atOffset(ZoneOffset.UTC))
                .param("flip", after.id().flip())
                .param("id", after.id().delivery())
                .param("limit", page.limitToFind())
                .query(DeliveryLogStore::delivery)
                .list();
    }

    private static DeliveryLogEntry delivery(ResultSet row, int n) throws SQLException {
        return new DeliveryLogEntry(
                row.getObject("id", UUID.class),
                new DeliveryLogEntry.Recipient(
                        row.getObject("channel_id", UUID.class),
                        row.getString("channel_name"),
                        row.getString("channel_kind")),
                flip(row),
                row.getString("purpose").toLowerCase(Locale.ROOT),
                row.getString("status").toLowerCase(Locale.ROOT),
                row.getInt("attempts"),
                row.getString("last_error"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                SqlInstant.of(row, "finished_at"),
                SqlInstant.of(row, "next_attempt_at"),
                row.getString("held_back_by"));
    }

    /** The flip of a row that names its id {@code flip_id}. */
    private static Flip flip(ResultSet row) throws SQLException {
        return new Flip(
                row.getLong("flip_id"),
                new StatusChange(
                        new CheckId(row.getObject("check_id", UUID.class)),
                        CheckStatus.valueOf(row.getString("from_status")),
                        CheckStatus.valueOf(row.getString("to_status")),
                        StatusChange.Reason.valueOf(row.getString("reason")),
                        row.getObject("flipped_at", OffsetDateTime.class).toInstant(),
                        row.getString("request_id")));
    }
}
