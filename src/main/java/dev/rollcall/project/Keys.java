package dev.rollcall.project;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Exchanges keys while their holders work on: a new one first, and the old ones go when the operator says so. */
@Service
class Keys {

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

    /** Makes a key open nothing from now on. Empty when there is none with this id, or no longer. */
    @Transactional
    Optional<Revoked> revoke(UUID id) {
        return keys.delete(id)
                .map(key -> new Revoked(key, keys.all(key.project(), key.kind()).size()));
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
