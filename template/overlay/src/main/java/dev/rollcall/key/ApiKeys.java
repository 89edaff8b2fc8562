package dev.rollcall.key;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** The door to keys: finds, creates and revokes them. A key is shown once; only its digest is stored. */
@Service
public class ApiKeys {

    private static final String PREFIX = "key_";
    /** Far more characters than a key has. A longer text is not looked up. */
    private static final int MAX_KEY_LENGTH = 100;

    private final ApiKeyStore store;
    private final Clock clock;

    ApiKeys(ApiKeyStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What the caller with this key may do; empty if the key is unknown or revoked. */
    public Optional<KeyRole> find(String key) {
        return key.length() > MAX_KEY_LENGTH ? Optional.empty() : store.find(key);
    }

    /** Creates a key. Only the result has the key. */
    public NewKey create(String name, KeyRole role) {
        String key = KeyText.create(PREFIX);
        var kept = new ApiKeyStore.StoredKey(UUID.randomUUID(), name, role, KeyText.hint(key), clock.instant());
        store.add(kept, key);
        return new NewKey(kept.id(), key);
    }

    /** All keys, the oldest first. */
    List<ApiKeyStore.StoredKey> all() {
        return store.all();
    }

    /** Returns whether there was such a key. */
    boolean revoke(UUID id) {
        return store.delete(id);
    }

    /** A new key. The key itself is not stored, so it cannot be read later. */
    public record NewKey(UUID id, String key) {

        /** Without the key, because a record may be printed into a log. */
        @Override
        public String toString() {
            return "NewKey[" + id + "]";
        }
    }
}
