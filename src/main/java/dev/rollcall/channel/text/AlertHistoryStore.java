package dev.rollcall.channel.text;

import dev.rollcall.channel.Alert;
import dev.rollcall.flip.Flip;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
                        SELECT p.name, f.flipped_at, f.reason = 'TIMEOUT' AS was_silence
                        FROM projects p
                        LEFT JOIN LATERAL (
                            SELECT flipped_at, reason
                            FROM flips
                            WHERE check_id = :check AND flipped_at <= :at AND id < :flip
                            ORDER BY flipped_at DESC, id DESC
                            LIMIT 1
                        ) f ON true
                        WHERE p.id = :project
                        """)
                .param("check", flip.change().checkId().value())
                .param("at", flip.change().at().atOffset(ZoneOffset.UTC))
                .param("flip", flip.id())
                .param("project", alert.check().project().value())
                .query((row, n) -> {
                    OffsetDateTime previous = row.getObject("flipped_at", OffsetDateTime.class);
                    return new Facts(
                            row.getString("name"),
                            previous == null ? null : previous.toInstant(),
                            row.getBoolean("was_silence"));
                })
                .optional()
                .orElse(new Facts("", null, false));
    }
}
