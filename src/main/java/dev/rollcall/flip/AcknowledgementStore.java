package dev.rollcall.flip;

import dev.rollcall.check.state.CheckId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores acknowledgements. */
@Component
class AcknowledgementStore {

    private final JdbcClient jdbc;

    AcknowledgementStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Acknowledges the latest flip of the check if it is to down. The first acknowledgement of a flip keeps its time.
     *
     * @param flip the id that the latest flip must have; null for any
     */
    Optional<Acknowledged> acknowledge(CheckId check, @Nullable Long flip, Instant now) {
        return jdbc.sql("""
                        UPDATE flips
                        SET acknowledged_at = COALESCE(acknowledged_at, :now)
                        WHERE id = (
                                SELECT id
                                FROM flips
                                WHERE check_id = :check
                                ORDER BY flipped_at DESC, id DESC
                                LIMIT 1
                            )
                            AND to_status = 'DOWN'
                            AND id = COALESCE(:flip, id)
                        RETURNING id, old.acknowledged_at IS NULL AS is_new
                        """)
                .param("check", check.value())
                .param("flip", flip)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Acknowledged(row.getLong("id"), row.getBoolean("is_new")))
                .optional();
    }

    /**
     * An acknowledged flip.
     *
     * @param isNew false if it was acknowledged before
     */
    record Acknowledged(long flip, boolean isNew) {}
}
