package dev.rollcall.delivery;

import dev.rollcall.platform.database.SqlArray;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lets one delivery stand for earlier ones of the same check and channel. */
@Component
class FoldStore {

    private final JdbcClient jdbc;

    FoldStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Ends the earlier deliveries of the same check and channel, which this one replaces, and counts their changes to
     * it. Empty if one of them is held, or another worker has taken this one; those that were ended stay ended.
     */
    @Transactional
    Optional<Fold> fold(Taken taken, Instant now) {
        List<Ended> ended = jdbc.sql("""
                        UPDATE deliveries e
                        SET status = 'OUTDATED', finished_at = :now
                        FROM deliveries d
                        WHERE d.id = :id
                            AND d.version = :version
                            AND e.channel_id = d.channel_id
                            AND e.check_id = d.check_id
                            AND e.flip_id < d.flip_id
                            AND e.status = 'PENDING'
                            AND (e.held_until IS NULL OR e.held_until <= :now)
                        RETURNING e.id,
                            CASE
                                WHEN e.purpose <> 'FLIP' THEN 0
                                WHEN (SELECT reason FROM flips WHERE id = e.flip_id) = 'LATE' THEN e.changes - 1
                                ELSE e.changes
                            END AS changes
                        """)
                .param("id", taken.id())
                .param("version", taken.version())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Ended(row.getObject("id", UUID.class), row.getInt("changes")))
                .list();
        // Reads again, because an earlier one may have been taken while the first statement waited for its row.
        Optional<Integer> changes = jdbc.sql("""
                        UPDATE deliveries d
                        SET changes = changes + :more
                        WHERE d.id = :id AND d.version = :version AND d.status = 'PENDING'
                        RETURNING CASE
                            WHEN EXISTS (
                                SELECT 1
                                FROM deliveries e
                                WHERE e.channel_id = d.channel_id
                                    AND e.check_id = d.check_id
                                    AND e.flip_id < d.flip_id
                                    AND e.status = 'PENDING'
                            ) THEN 0
                            ELSE changes
                        END
                        """)
                .param("more", ended.stream().mapToInt(Ended::changes).sum())
                .param("id", taken.id())
                .param("version", taken.version())
                .query(Integer.class)
                .optional();
        return changes.filter(count -> count > 0)
                .map(count -> new Fold(count, ended.stream().map(Ended::id).toList()));
    }

    /**
     * Marks the first alerts of these channels that could have been sent before {@code horizon}, for digests. Leaves
     * what another worker has taken: that worker looks itself, and must not wait for our locks to hold it back.
     *
     * @param taken what this worker has taken and is to be marked
     */
    void markForDigests(Collection<UUID> channels, Collection<UUID> taken, Instant horizon, Instant now) {
        jdbc.sql("""
                        UPDATE deliveries
                        SET in_digest = true
                        WHERE id = ANY (ARRAY(
                            SELECT d.id
                            FROM deliveries d
                            JOIN flips f ON f.id = d.flip_id
                            WHERE d.channel_id = ANY (:channels)
                                AND d.status = 'PENDING'
                                AND NOT d.in_digest
                                AND d.purpose = 'FLIP'
                                AND (d.held_until IS NULL OR d.held_until <= :now OR d.id = ANY (:taken))
                                AND COALESCE(%s, f.flipped_at) < :horizon
                            FOR UPDATE OF d SKIP LOCKED
                        ))
                        """.formatted(QueueStore.RELEASED_AT))
                .param("channels", SqlArray.of("uuid", channels, id -> id))
                .param("taken", SqlArray.of("uuid", taken, id -> id))
                .param("horizon", horizon.atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private record Ended(UUID id, int changes) {}

    /**
     * What was folded.
     *
     * @param changes how many flips the remaining delivery stands for: changes of status, and its own
     * @param ended the deliveries that it replaces
     */
    record Fold(int changes, List<UUID> ended) {}
}
