package dev.rollcall.flip;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.database.SqlInstant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads incidents from the log of flips. */
@Component
class IncidentStore {

    private final JdbcClient jdbc;

    IncidentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Finds the incidents of a check, the latest first. It returns one more than fits on the page, if there is one. */
    List<Incident> find(CheckId check, CursorRequest<Long> page) {
        CursorRequest.Cursor<Long> after = page.afterOr(Long.MAX_VALUE);
        // LATERAL looks up the end of the incidents on the page only, not of all incidents.
        return jdbc.sql("""
                        SELECT began.id, began.reason, began.flipped_at AS started_at, began.acknowledged_at,
                            ended.flipped_at AS ended_at, ended.to_status AS ended_as
                        FROM flips began
                        LEFT JOIN LATERAL (
                            SELECT later.flipped_at, later.to_status
                            FROM flips later
                            WHERE later.check_id = began.check_id
                                AND (later.flipped_at, later.id) > (began.flipped_at, began.id)
                            ORDER BY later.flipped_at, later.id
                            LIMIT 1
                        ) ended ON true
                        WHERE began.check_id = :check
                            AND began.to_status = 'DOWN'
                            AND began.flipped_at <= :at
                            AND (began.flipped_at, began.id) < (:at, :id)
                        ORDER BY began.flipped_at DESC, began.id DESC
                        LIMIT :limit
                        """)
                .param("check", check.value())
                .param("at", after.at().atOffset(ZoneOffset.UTC))
                .param("id", after.id())
                .param("limit", page.limitToFind())
                .query(IncidentStore::incident)
                .list();
    }

    private static Incident incident(ResultSet row, int n) throws SQLException {
        OffsetDateTime endedAt = row.getObject("ended_at", OffsetDateTime.class);
        return new Incident(
                row.getLong("id"),
                StatusChange.Reason.valueOf(row.getString("reason")),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                SqlInstant.of(row, "acknowledged_at"),
                endedAt == null ? null : endedAt.toInstant(),
                endedAt == null ? null : CheckStatus.valueOf(row.getString("ended_as")));
    }
}
