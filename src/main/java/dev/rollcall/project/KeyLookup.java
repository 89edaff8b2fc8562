package dev.rollcall.project;

import dev.rollcall.audit.Actor;
import dev.rollcall.audit.ActorRights;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * Finds out who calls the API. Keys are looked up by their digest at each request, so a revoked key is refused at
 * once.
 */
@Service
public class KeyLookup implements ActorRights {

    /**
     * A use is recorded only if the last recorded use is older than this. So a key costs one write an hour, however
     * busy it is.
     */
    private static final Duration RECORDED = Duration.ofHours(1);

    private final ApiKeyStore keys;
    private final Clock clock;

    KeyLookup(ApiKeyStore keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Finds the caller that has this key; empty if the key is unknown, revoked or expired. */
    public Optional<Caller> find(String key) {
        Instant now = clock.instant();
        Optional<ApiKey> found = keys.find(key, now);
        found.ifPresent(used -> recordUse(used, now));
        return found.map(Caller::of);
    }

    @Override
    public boolean mayGiveAccess(Actor actor, UUID project) {
        return actor.kind() == Actor.Kind.KEY
                && keys.all(new ProjectId(project), KeyKind.READ_WRITE, clock.instant()).stream()
                        .anyMatch(key -> key.id().equals(actor.id()));
    }

    /** Records no use of ping keys: a ping must not wait for the write, and the checks show when they were pinged. */
    private void recordUse(ApiKey key, Instant now) {
        Instant horizon = now.minus(RECORDED);
        boolean isRecent = key.lastUsedAt() != null && key.lastUsedAt().isAfter(horizon);
        if (key.kind() != KeyKind.PING && !isRecent) {
            keys.recordUse(key.id(), now, horizon);
        }
    }
}
