package dev.rollcall.delivery.notice;

import dev.rollcall.project.ProjectId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the channels that must hear, or have heard, of a channel that fails. */
@Component
class TroubleStore {

    /** The kind of notice for a channel that fails. */
    static final String FAILING = "channel-failing";

    private final JdbcClient jdbc;

    TroubleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty if the channel was deleted. */
    Optional<ChannelInTrouble> channel(UUID id) {
        return jdbc.sql("SELECT id, project_id, kind, name FROM channels WHERE id = :id")
                .param("id", id)
                .query((row, n) -> new ChannelInTrouble(
                        row.getObject("id", UUID.class),
                        new ProjectId(row.getObject("project_id", UUID.class)),
                        row.getString("kind"),
                        row.getString("name")))
                .optional();
    }

    /**
     * The other channels of the project that are not paused. A pause that is over says nothing: the channel may have
     * had nothing to send since.
     */
    Set<UUID> othersThatWork(ChannelInTrouble failing, Instant now) {
        return jdbc.sql("""
                        SELECT c.id
                        FROM channels c
                        WHERE c.project_id = :project
                            AND c.id <> :failing
                            AND NOT EXISTS (
                                SELECT 1
                                FROM channel_health h
                                WHERE h.channel_id = c.id AND h.paused_until > :now
                            )
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("project", failing.project().value())
                .param("failing", failing.id())
                .query(UUID.class)
                .set();
    }

    /**
     * Drops those notices about the failing channel that were not tried yet. Returns the channels to which the others
     * were or may have been sent. Skips locked rows: such a notice is being sent.
     */
    Set<UUID> end(ChannelInTrouble working, Instant now) {
        Optional<Long> notice = jdbc.sql("""
                        SELECT CASE WHEN kind = :failing THEN id END
                        FROM notices
                        WHERE project_id = :project AND subject = :subject
                        ORDER BY id DESC
                        LIMIT 1
                        """)
                .param("failing", FAILING)
                .param("project", working.project().value())
                .param("subject", working.subject())
                .query((row, n) -> Optional.ofNullable(row.getObject(1, Long.class)))
                .optional()
                .flatMap(found -> found);
        return notice.map(id -> end(id, now)).orElse(Set.of());
    }

    private Set<UUID> end(long notice, Instant now) {
        jdbc.sql("""
                        UPDATE deliveries
                        SET status = 'OUTDATED', finished_at = :now
                        WHERE id = ANY (ARRAY(
                            SELECT id
                            FROM deliveries
                            WHERE notice_id = :notice
                                AND status = 'PENDING'
                                AND attempts = 0
                                AND (held_until IS NULL OR held_until <= :now)
                            FOR UPDATE SKIP LOCKED
                        ))
                        """)
                .param("notice", notice)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        return jdbc.sql("""
                        SELECT channel_id
                        FROM deliveries
                        WHERE notice_id = :notice AND status IN ('PENDING', 'SENT')
                        """).param("notice", notice).query(UUID.class).set();
    }

    /** A channel that fails, or that works again. */
    record ChannelInTrouble(UUID id, ProjectId project, String kind, String name) {

        /** The same in both notices. It is the id of the channel, which is not a secret. */
        String subject() {
            return id.toString().replace("-", "");
        }

        /** A name may be empty. */
        String shownName() {
            return name.isBlank() ? kind : name;
        }
    }
}
