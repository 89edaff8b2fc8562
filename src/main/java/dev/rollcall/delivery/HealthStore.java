package dev.rollcall.delivery;

import dev.rollcall.channel.ChannelHealth;
import dev.rollcall.platform.database.SqlArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stores which channels fail, for all workers. */
@Component
class HealthStore implements ChannelHealth {

    private final JdbcClient jdbc;

    HealthStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Counts a failed attempt. Returns how many there were in a row; {@link Failures#NONE} if the channel was deleted.
     */
    Failures failed(UUID channel, String reason, Instant now) {
        return jdbc.sql("""
                        INSERT INTO channel_health AS h (channel_id, failures, failing_since, last_error)
                        SELECT id, 1, :now, :reason
                        FROM channels
                        WHERE id = :channel
                        FOR KEY SHARE
                        ON CONFLICT (channel_id) DO UPDATE
                        SET failures = h.failures + 1, last_error = excluded.last_error
                        RETURNING failures, failing_since
                        """)
                .param("channel", channel)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("reason", reason)
                .query(HealthStore::failures)
                .optional()
                .orElse(Failures.NONE);
    }

    /** Sends nothing to the channel until this time, unless it is already paused for longer. */
    void pause(UUID channel, Instant until) {
        jdbc.sql("""
                        UPDATE channel_health
                        SET paused_until = GREATEST(paused_until, :until)
                        WHERE channel_id = :channel
                        """)
                .param("channel", channel)
                .param("until", until.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** After the database's clock was set back: ends pauses at this time that would last longer. */
    void shortenPauses(Instant latest) {
        jdbc.sql("UPDATE channel_health SET paused_until = :latest WHERE paused_until > :latest")
                .param("latest", latest.atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Ends the pause of a channel. Deliveries that have failed and are not held back become due. Those that the channel's
     * settings hold back are made due by {@code HoldStore#release}; those held back by a mute keep waiting.
     */
    @Transactional
    void resume(UUID channel, Instant now) {
        jdbc.sql("UPDATE channel_health SET paused_until = :now WHERE channel_id = :channel AND paused_until > :now")
                .param("channel", channel)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        // A locked row is being taken or ended at this moment.
        jdbc.sql("""
                        UPDATE deliveries
                        SET due_at = :now
                        WHERE id = ANY (ARRAY(
                            SELECT id
                            FROM deliveries
                            WHERE channel_id = :channel
                                AND status = 'PENDING'
                                AND attempts > 0
                                AND held_back_by IS NULL
                                AND due_at > :now
                            FOR UPDATE SKIP LOCKED
                        ))
                        """)
                .param("channel", channel)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Ends the trials of paused channels whose delivery was not sent after all. It says nothing about the channel, so
     * another delivery may be tried at once.
     */
    void endTrials(Collection<Taken> notSent, Instant now) {
        List<Taken> failing =
                notSent.stream().filter(taken -> taken.recipient().isFailing()).toList();
        if (failing.isEmpty()) {
            return;
        }
        // The take that began the trial has paused the channel until the lease of its delivery ends.
        jdbc.sql("""
                        UPDATE channel_health h
                        SET paused_until = :now
                        FROM unnest(:channels, :until) AS t (channel_id, held_until)
                        WHERE h.channel_id = t.channel_id AND h.paused_until = t.held_until
                        """)
                .param("channels", SqlArray.of("uuid", failing, Taken::channelId))
                .param(
                        "until",
                        SqlArray.of(
                                "timestamptz",
                                failing,
                                taken -> taken.heldUntil().atOffset(ZoneOffset.UTC)))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Forgets the failures of a channel that works again. If it was paused, deliveries that waited only for the channel
     * are due from now on; a retry or a digest still waits for its own time. All of them count as failed once, so only
     * the latest alert of each check is sent. Those that are held back stay unchanged, and so do locked ones, because a
     * take locks rows of deliveries before those of channels. Returns the attempts that had failed in a row.
     */
    @Transactional
    Failures works(UUID channel, Instant now) {
        Optional<Failures> failures = jdbc.sql(
                        "DELETE FROM channel_health WHERE channel_id = :channel RETURNING failures, failing_since")
                .param("channel", channel)
                .query(HealthStore::failures)
                .optional();
        failures.filter(Failures::isPaused)
                .ifPresent(count -> jdbc.sql("""
                        UPDATE deliveries
                        SET attempts = GREATEST(attempts, 1), due_at = GREATEST(due_at, :now)
                        WHERE id = ANY (ARRAY(
                            SELECT id
                            FROM deliveries
                            WHERE channel_id = :channel
                                AND status = 'PENDING'
                                AND held_back_by IS NULL
                                AND (held_until IS NULL OR held_until <= :now)
                            FOR UPDATE SKIP LOCKED
                        ))
                        """)
                        .param("channel", channel)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update());
        return failures.orElse(Failures.NONE);
    }

    /**
     * Gives up deliveries that were accepted before {@code horizon} and wait for this channel. The time in which a
     * delivery was held back does not count. Returns how many. Skips locked rows, because a take locks rows of
     * deliveries before those of channels.
     */
    int giveUp(UUID channel, Instant horizon, String reason, Instant now) {
        return jdbc.sql("""
                        UPDATE deliveries
                        SET status = 'FAILED', last_error = :reason, finished_at = :now
                        WHERE id = ANY (ARRAY(
                            SELECT id
                            FROM deliveries
                            WHERE channel_id = :channel
                                AND status = 'PENDING'
                                AND COALESCE(%s, created_at) < :horizon
                                AND (held_until IS NULL OR held_until <= :now)
                            FOR UPDATE SKIP LOCKED
                        ))
                        """.formatted(QueueStore.RELEASED_AT))
                .param("channel", channel)
                .param("horizon", horizon.atOffset(ZoneOffset.UTC))
                .param("reason", reason)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public Optional<Failing> failing(UUID channel) {
        return jdbc.sql("SELECT failing_since, last_error FROM channel_health WHERE channel_id = :channel")
                .param("channel", channel)
                .query((row, n) ->
                        new Failing(row.getTimestamp("failing_since").toInstant(), row.getString("last_error")))
                .optional();
    }

    private static Failures failures(ResultSet row, int n) throws SQLException {
        return new Failures(
                row.getInt("failures"), row.getTimestamp("failing_since").toInstant());
    }

    /** Failed attempts in a row, and the time of the first. */
    record Failures(int count, Instant since) {

        static final Failures NONE = new Failures(0, Instant.EPOCH);

        /** Whether they have paused the channel. */
        boolean isPaused() {
            return count >= CircuitBreaker.THRESHOLD;
        }
    }
}
