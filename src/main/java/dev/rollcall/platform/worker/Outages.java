package dev.rollcall.platform.worker;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The outages that heartbeats have found. An outage is settled when every check was looked at. */
@Service
public class Outages {

    /**
     * Until when pings could be received, as an SQL expression: a web process was running, and requests from outside
     * reached it, as far as it knows. Null if no web process ever ran. A row that was written before the database's
     * clock was set back proves nothing about the repeated time.
     */
    public static final String RECEIVED_UNTIL =
            """
            (SELECT CASE WHEN count(*) > 0 THEN
                    COALESCE(max(LEAST(reached_at, %s)) FILTER (WHERE %s), '-infinity')
                END
                FROM process_heartbeats
                WHERE type = 'WEB')
            """.formatted(Reception.RECEIVED_AT, HeartbeatStore.IS_OF_THE_PAST).strip();

    /**
     * Until when silence proves something, as an SQL expression: a web process could receive then, and no earlier
     * outage is unsettled. Null if no web process ever ran.
     */
    public static final String SILENCE_COUNTS_UNTIL = """
            LEAST(
                %s,
                (SELECT min(began_at) FROM outages WHERE settled_at IS NULL))
            """.formatted(RECEIVED_UNTIL);

    private final OutageStore store;

    Outages(OutageStore store) {
        this.store = store;
    }

    /** Locks the first outage that is over and not settled, for this transaction. Empty if another worker has it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Unsettled> lockUnsettled() {
        return store.lockUnsettled();
    }

    /** Records that all checks up to this id were looked at. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void settledThrough(Outage outage, UUID lastCheck) {
        store.settledThrough(outage.id(), lastCheck);
    }

    /** Records that all checks were looked at. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void settled(Outage outage, Instant now) {
        store.settled(outage.id(), now);
    }

    /** The latest outage, over or not. */
    public Optional<Outage> latest() {
        return store.latest();
    }

    /** The latest outages, at most {@code limit}, latest first. */
    public List<Outage> latest(int limit) {
        return store.latest(limit);
    }

    /** How many outages are stored. */
    public long count() {
        return store.count();
    }

    /** Deletes at most {@code limit} settled outages, with their excuses, that ended before the horizon. */
    public int deleteBefore(Instant horizon, int limit) {
        return store.deleteBefore(horizon, limit);
    }

    /**
     * An outage whose checks were not all looked at.
     *
     * @param through the id of the last check that was looked at, or null
     */
    public record Unsettled(Outage outage, @Nullable UUID through) {}
}
