package dev.rollcall.project;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Exchanges keys while their holders work on: a new one first, and the old ones go when somebody says so. What a key may
 * do to the keys of its own project is less than what an operator may: it cannot lock the project's owner out.
 */
@Service
class Keys {

    /** More than anybody hands out; a script that makes one a day is noticed before it has made a million. */
    static final int MOST = 100;

    private final ApiKeyStore keys;
    private final Clock clock;

    Keys(ApiKeyStore keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Makes one more key of this kind. The key can be read from the result and never again. */
    @Transactional
    Rotated rotate(ProjectId project, KeyKind kind) {
        List<ApiKey> before = keys.all(project, kind);
        String key = kind.generate();
        UUID id = keys.add(project, kind, key, clock.instant());
        return new Rotated(id, key, before);
    }

    /** The keys of the project, the oldest first. */
    @Transactional(readOnly = true)
    List<ApiKey> of(ProjectId project) {
        return keys.all(project);
    }

    /** Makes one more key for the project itself, by its own key. The key can be read from the result and never again. */
    @Transactional
    NewKey create(ProjectId project, KeyKind kind) {
        if (keys.lock(project).size() >= MOST) {
            throw new TooManyKeysException();
        }
        return add(project, kind);
    }

    /** A new key in place of this one, which opens nothing from now on: both, or neither. */
    @Transactional
    NewKey exchange(ProjectId project, UUID id) {
        ApiKey old = ownKey(keys.lock(project), id);
        keys.delete(id);
        return add(project, old.kind());
    }

    /** Makes a key of the project open nothing from now on, unless nobody could undo it. */
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
        return key;
    }

    /** Makes a key open nothing from now on. Empty when there is none with this id, or no longer. */
    @Transactional
    Optional<Revoked> revoke(UUID id) {
        return keys.delete(id)
                .map(key -> new Revoked(key, keys.all(key.project(), key.kind()).size()));
    }

    private NewKey add(ProjectId project, KeyKind kind) {
        String key = kind.generate();
        Instant now = clock.instant();
        return new NewKey(new ApiKey(keys.add(project, kind, key, now), project, kind, now), key);
    }

    private static ApiKey ownKey(List<ApiKey> all, UUID id) {
        return all.stream().filter(key -> key.id().equals(id)).findFirst().orElseThrow(KeyNotFoundException::new);
    }

    /** A key, at the one moment when it can be read. */
    record NewKey(ApiKey kept, String key) {

        /** Without the key: records print themselves into logs. */
        @Override
        public String toString() {
            return "NewKey[" + kept.id() + "]";
        }
    }

    /**
     * A new key.
     *
     * @param before the keys of its kind that there were, and still are
     */
    record Rotated(UUID id, String key, List<ApiKey> before) {

        /** Without the key: records print themselves into logs. */
        @Override
        public String toString() {
            return "Rotated[" + id + "]";
        }
    }

    /**
     * A key that was.
     *
     * @param left how many keys of its kind the project still has
     */
    record Revoked(ApiKey key, int left) {}
}
