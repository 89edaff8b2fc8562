package dev.rollcall.project;

import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditLog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Creates and revokes keys. A new key is valid before an old one is revoked, so that clients can change without a
 * break. A key may do less with the keys of its project than an operator: it cannot revoke the last read-write key.
 */
@Service
class Keys {

    /** More keys than a project needs, as a limit for scripts that make keys without end. */
    static final int MAX_KEYS = 100;

    private final ApiKeyStore keys;
    private final AuditLog audit;
    private final Clock clock;

    Keys(ApiKeyStore keys, AuditLog audit, Clock clock) {
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    /** Creates one more key of this kind, for an operator. Only the result has the key. */
    @Transactional
    Rotated rotate(ProjectId project, KeyKind kind) {
        List<ApiKey> before = keys.all(project, kind);
        String key = kind.generate();
        UUID id = keys.add(project, kind, key, clock.instant());
        record(project, AuditAction.KEY_CREATED, kind);
        return new Rotated(id, key, before);
    }

    /** Lists the keys of the project, the oldest first. */
    @Transactional(readOnly = true)
    List<ApiKey> of(ProjectId project) {
        return keys.all(project);
    }

    /**
     * Creates one more key of this kind, for a caller of the API. Only the result has the key.
     *
     * @throws TooManyKeysException if the project has {@link #MAX_KEYS} keys
     */
    @Transactional
    NewKey create(ProjectId project, KeyKind kind) {
        if (keys.lock(project).size() >= MAX_KEYS) {
            throw new TooManyKeysException();
        }
        record(project, AuditAction.KEY_CREATED, kind);
        return add(project, kind);
    }

    /**
     * Replaces a key with a new one of the same kind. The old key is revoked at once: both happen or neither.
     *
     * @throws KeyNotFoundException if the project has no such key
     */
    @Transactional
    NewKey exchange(ProjectId project, UUID id) {
        ApiKey old = ownKey(keys.lock(project), id);
        keys.delete(id);
        record(project, AuditAction.KEY_ROTATED, old.kind());
        return add(project, old.kind());
    }

    /**
     * Revokes a key of the project, for a caller of the API.
     *
     * @throws KeyNotFoundException if the project has no such key
     * @throws LastKeyException if it is the last read-write key
     */
    @Transactional
    ApiKey revokeOwn(ProjectId project, UUID id) {
        List<ApiKey> all = keys.lock(project);
        ApiKey key = ownKey(all, id);
        boolean isLast = key.kind() == KeyKind.READ_WRITE
                && all.stream()
                                .filter(other -> other.kind() == KeyKind.READ_WRITE)
                                .count()
                        == 1;
        if (isLast) {
            throw new LastKeyException();
        }
        keys.delete(id);
        record(project, AuditAction.KEY_REVOKED, key.kind());
        return key;
    }

    /** Revokes any key, for an operator. Empty if there is none with this id. */
    @Transactional
    Optional<Revoked> revoke(UUID id) {
        Optional<ApiKey> revoked = keys.delete(id);
        revoked.ifPresent(key -> record(key.project(), AuditAction.KEY_REVOKED, key.kind()));
        return revoked.map(
                key -> new Revoked(key, keys.all(key.project(), key.kind()).size()));
    }

    private void record(ProjectId project, AuditAction action, KeyKind kind) {
        audit.record(project.value(), action, "", kind.label());
    }

    private NewKey add(ProjectId project, KeyKind kind) {
        String key = kind.generate();
        Instant now = clock.instant();
        return new NewKey(new ApiKey(keys.add(project, kind, key, now), project, kind, now), key);
    }

    private static ApiKey ownKey(List<ApiKey> all, UUID id) {
        return all.stream().filter(key -> key.id().equals(id)).findFirst().orElseThrow(KeyNotFoundException::new);
    }

    /** A new key. The key itself is not stored, so it cannot be read later. */
    record NewKey(ApiKey kept, String key) {

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
