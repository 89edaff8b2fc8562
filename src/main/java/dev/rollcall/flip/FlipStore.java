package dev.rollcall.flip;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.api.ListPart;
import dev.rollcall.platform.database.SqlArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The log of flips: adds flips and lists the flips of a check. */
@Component
class FlipStore {

    /** How many flips a part of a list has. A flip takes about 300 bytes of heap. */
    private static final int PART_FLIPS = 1_000;

    private final JdbcClient jdbc;

    FlipStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Stores the changes, in this order. The caller has locked the state of each check. A flip is dated no earlier than
     * the latest flip of its check, so that the flips of a check have the same order by time and by id.
     */
    List<Flip> insert(List<StatusChange> changes) {
        return jdbc.sql("""
                        INSERT INTO flips (check_id, from_status, to_status, reason, flipped_at, request_id, ping_n,
                            traceparent)
                        SELECT u.check_id, u.from_status, u.to_status, u.reason,
                            GREATEST(u.flipped_at, (SELECT max(f.flipped_at) FROM flips f WHERE f.check_id = u.check_id)),
                            u.request_id, u.ping_n, u.traceparent
                        FROM unnest(:checks, :froms, :tos, :reasons, :instants, :requests, :pings, :traceparents)
                            WITH ORDINALITY
                            AS u (check_id, from_status, to_status, reason, flipped_at, request_id, ping_n, traceparent, place)
                        ORDER BY u.place
                        RETURNING id, check_id, from_status, to_status, reason, flipped_at, request_id
                        """)
                .param(
                        "checks",
                        SqlArray.of("uuid", changes, change -> change.checkId().value()))
                .param(
                        "froms",
                        SqlArray.of("text", changes, change -> change.from().name()))
                .param("tos", SqlArray.of("text", changes, change -> change.to().name()))
                .param(
                        "reasons",
                        SqlArray.of("text", changes, change -> change.reason().name()))
                .param("instants", SqlArray.of("timestamptz", changes, StatusChange::at))
                .param("requests", SqlArray.of("text", changes, StatusChange::requestId))
                .param("pings", SqlArray.of("bigint", changes, StatusChange::pingNumber))
                .param("traceparents", SqlArray.of("text", changes, StatusChange::traceparent))
                .query(FlipStore::flip)
                .list();
    }

    /** Lists the flips of a check after this position, the latest first. The published list has no {@code LATE}. */
    ListPart<Flip, CursorRequest.Cursor<Long>> of(
            CheckId check, FlipPeriod period, CursorRequest.@Nullable Cursor<Long> after) {
        CursorRequest.Cursor<Long> from = after == null ? CursorRequest.first(Long.MAX_VALUE) : after;
        // The condition on flipped_at alone lets the index be used; few flips have the same time.
        List<Flip> found = jdbc.sql("""
                        SELECT id, check_id, from_status, to_status, reason, flipped_at, request_id
                        FROM flips
                        WHERE check_id = :check
                            AND reason <> 'LATE'
                            AND (:from::timestamptz IS NULL OR flipped_at >= :from)
                            AND (:before::timestamptz IS NULL OR flipped_at < :before)
                            AND flipped_at <= :at
                            AND (flipped_at, id) < (:at, :id)
                        ORDER BY flipped_at DESC, id DESC
                        LIMIT :limit
                        """)
                .param("check", check.value())
                .param("from", time(period.from()))
                .param("before", time(period.before()))
                .param("at", from.at().atOffset(ZoneOffset.UTC))
                .param("id", from.id())
                .param("limit", PART_FLIPS)
                .query(FlipStore::flip)
                .list();
        Flip last = found.size() < PART_FLIPS ? null : found.get(PART_FLIPS - 1);
        return new ListPart<>(
                found,
                last == null ? null : new CursorRequest.Cursor<>(last.change().at(), last.id()));
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** Maps a row with all columns of a {@link Flip}. */
    static Flip flip(ResultSet row, int n) throws SQLException {
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
