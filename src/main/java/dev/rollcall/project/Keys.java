package dev.rollcall.project;

import dev.rollcall.audit.ActorCheck;
import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditLog;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.problem.NameRule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door to keys: creates, replaces and revokes them. A key can do less with the keys of its project than an owner or
 * an operator: it cannot revoke the last read-write key.
 */
@Service
public class Keys {

    /** More keys than a project needs; a limit for scripts that create keys without end. */
    static final int MAX_KEYS = 100;

    /** How long a replaced key can stay valid: 30 days. */
    public static final int MAX_OVERLAP_SECONDS = 30 * 24 * 60 * 60;

    private final ApiKeyStore keys;
    private final ActorCheck actor;
    private final AuditLog audit;
    private final Clock clock;

    Keys(ApiKeyStore keys, ActorCheck actor, AuditLog audit, Clock clock) {
        this.keys = keys;
        this.actor = actor;
        this.audit = audit;
        this.clock = clock;
    }

    /** Creates one more key of this kind, for an operator. Only the result has the key. */
    @Transactional
    Rotated rotate(ProjectId project, KeyKind kind) {
        List<ApiKey> before = keys.all(project, kind, clock.instant());
        NewKey made = add(project, kind, "");
        return new Rotated(made.kept().id(), made.key(), before);
    }

    /** Lists the keys of the project, oldest first. */
    @Transactional(readOnly = true)
    public List<ApiKey> of(ProjectId project) {
        return keys.all(project, clock.instant());
    }

    /**
     * Creates one more key of this kind. Only the result has the key.
     *
     * @param given the name; may be empty
     * @throws InvalidRequestException if the name is invalid
     * @throws TooManyKeysException if the project has {@link #MAX_KEYS} keys
     */
    @Transactional
    public NewKey create(ProjectId project, KeyKind kind, String given) {
        String name = NameRule.OPTIONAL.apply(given);
        requireRoom(lock(project, clock.instant()));
        return add(project, kind, name);
    }

    /**
     * Replaces a key with a new one of the same kind and name, in one transaction. Without an overlap, the old key is
     * deleted at once.
     *
     * @param overlap how long the old key stays valid, from zero to {@link #MAX_OVERLAP_SECONDS}; a key that
     *     expires earlier is not prolonged
     * @throws KeyNotFoundException if the project has no such key
     * @throws TooManyKeysException if both keys would be too many
     */
    @Transactional
    public NewKey exchange(ProjectId project, UUID id, Duration overlap) {
        Instant now = clock.instant();
        List<ApiKey> all = lock(project, now);
        ApiKey old = ownKey(all, id);
        if (overlap.isZero()) {
            keys.delete(id);
        } else {
            requireRoom(all);
            keys.expire(id, now.plus(overlap));
        }
        record(AuditAction.KEY_ROTATED, old);
        return store(project, old.kind(), old.name());
    }

    /**
     * Revokes a key of the project, for a caller of the API.
     *
     * @throws KeyNotFoundException if the project has no such key
     * @throws LastKeyException if no read-write key would stay
     */
    @Transactional
    public ApiKey revokeOwn(ProjectId project, UUID id) {
        List<ApiKey> all = lock(project, clock.instant());
        ApiKey key = ownKey(all, id);
        boolean isLast = key.kind() == KeyKind.READ_WRITE
                && all.stream()
                        .filter(other -> other.kind() == KeyKind.READ_WRITE && other.expiresAt() == null)
                        .allMatch(other -> other.id().equals(id));
        if (isLast) {
            throw new LastKeyException();
        }
        return delete(key);
    }

    /**
     * Revokes a key of the project, for an owner, who can create another.
     *
     * @throws KeyNotFoundException if the project has no such key
     */
    @Transactional
    public ApiKey revoke(ProjectId project, UUID id) {
        return delete(ownKey(lock(project, clock.instant()), id));
    }

    /** Revokes any key, for an operator. Empty if there is none with this id. */
    @Transactional
    Optional<Revoked> revoke(UUID id) {
        Optional<ApiKey> revoked = keys.delete(id);
        revoked.ifPresent(key -> record(AuditAction.KEY_REVOKED, key));
        return revoked.map(key -> new Revoked(
                key, keys.all(key.project(), key.kind(), clock.instant()).size()));
    }

    /** The right of the caller may have ended since the request began. */
    private List<ApiKey> lock(ProjectId project, Instant now) {
        List<ApiKey> all = keys.lock(project, now);
        actor.requireRight(project.value());
        return all;
    }

    private NewKey add(ProjectId project, KeyKind kind, String name) {
        NewKey made = store(project, kind, name);
        record(AuditAction.KEY_CREATED, made.kept());
        return made;
    }

    private NewKey store(ProjectId project, KeyKind kind, String name) {
        String key = kind.generate();
        return new NewKey(keys.add(project, kind, name, key, clock.instant()), key);
    }

    private ApiKey delete(ApiKey key) {
        keys.delete(key.id());
        record(AuditAction.KEY_REVOKED, key);
        return key;
    }

    private void record(AuditAction action, ApiKey key) {
        audit.record(key.project().value(), action, key.shownName(), key.kind().label());
    }

    private static void requireRoom(List<ApiKey> all) {
        if (all.size() >= MAX_KEYS) {
            throw new TooManyKeysException();
        }
    }

    private static ApiKey ownKey(List<ApiKey> all, UUID id) {
        return all.stream().filter(key -> key.id().equals(id)).findFirst().orElseThrow(KeyNotFoundException::new);
    }

    /** A new key. The key itself is not stored, so it cannot be read later. */
    public record NewKey(ApiKey kept, String key) {

        /** Without the key, because a record may be printed into a log. */
        @Override
        public String toString() {
            return "NewKey[" + kept.id() + "]";
        }
    }

    /**
     * A new key beside the old ones.
     *
     * @param before the older keys of its kind, which are still valid
     */
    record Rotated(UUID id, String key, List<ApiKey> before) {

        /** Without the key, because a record may be printed into a log. */
        @Override
        public String toString() {
            return "Rotated[" + id + "]";
        }
    }

    /**
     * A revoked key.
     *
     * @param left how many keys of its kind the project still has
     */
    record Revoked(ApiKey key, int left) {}
}
