package dev.rollcall.channel.subscription;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores which channels are unsubscribed. Only this class writes the column; the entity does not have it. */
@Component
class SubscriptionStore {

    private final JdbcClient jdbc;

    SubscriptionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Unsubscribes the channel. Empty if it is unsubscribed already, or of another kind. */
    Optional<Changed> unsubscribe(UUID channel, String kind, Instant now) {
        return jdbc.sql("""
                        UPDATE channels
                        SET unsubscribed_at = :now
                        WHERE id = :channel AND kind = :kind AND unsubscribed_at IS NULL
                        RETURNING project_id, name
                        """)
                .param("channel", channel)
                .param("kind", kind)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Changed(row.getObject("project_id", UUID.class), row.getString("name")))
                .optional();
    }

    /** Subscribes the channel again. Empty if it is not unsubscribed. */
    Optional<Changed> resubscribe(UUID channel) {
        return jdbc.sql("""
                        UPDATE channels
                        SET unsubscribed_at = NULL
                        WHERE id = :channel AND unsubscribed_at IS NOT NULL
                        RETURNING project_id, name
                        """)
                .param("channel", channel)
                .query((row, n) -> new Changed(row.getObject("project_id", UUID.class), row.getString("name")))
                .optional();
    }

    Optional<Instant> unsubscribedAt(UUID channel) {
        return jdbc.sql("SELECT unsubscribed_at FROM channels WHERE id = :channel AND unsubscribed_at IS NOT NULL")
                .param("channel", channel)
                .query((row, n) ->
                        row.getObject("unsubscribed_at", OffsetDateTime.class).toInstant())
                .optional();
    }

    /** The channel that was changed. */
    record Changed(UUID project, String name) {}
}
