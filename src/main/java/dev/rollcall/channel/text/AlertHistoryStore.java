package dev.rollcall.channel.text;

import dev.rollcall.channel.Alert;
import dev.rollcall.flip.Flip;
import dev.rollcall.platform.database.SqlInstant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the history of an alert with one statement. */
@Component
class AlertHistoryStore implements AlertHistory {

    private final JdbcClient jdbc;

    AlertHistoryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Facts of(Alert alert) {
        Flip flip = alert.flip();
        return jdbc.sql("""
                        SELECT p.name, f.flipped_at, f.was_silence, s.received_at
                        FROM projects p
                        LEFT JOIN LATERAL (
                            SELECT flipped_at, reason IN ('TIMEOUT', 'NOT_STARTED') AS was_silence
                            FROM flips
                            WHERE check_id = :check AND flipped_at <= :at AND id < :flip AND from_status <> to_status
                            ORDER BY flipped_at DESC, id DESC
                            LIMIT 1
                        ) f ON true
                        LEFT JOIN LATERAL (
                            SELECT received_at
                            FROM pings
                            WHERE check_id = :check AND received_at < f.flipped_at AND kind IN ('SUCCESS', 'FAIL')
                            ORDER BY n DESC
                            LIMIT 1
                        ) s ON true
                        WHERE p.id = :project
                        """)
                .param("check", flip.change().checkId().value())
                .param("at", flip.change().at().atOffset(ZoneOffset.UTC))
                .param("flip", flip.id())
                .param("project", alert.check().project().value())
                .query((row, n) -> new Facts(row.getString("name"), previous(row)))
                .optional()
                .orElse(new Facts("", null));
    }

    private static @Nullable PreviousChange previous(ResultSet row) throws SQLException {
        Instant at = SqlInstant.of(row, "flipped_at");
        return at == null
                ? null
                : new PreviousChange(at, row.getBoolean("was_silence"), SqlInstant.of(row, "received_at"));
    }
}
