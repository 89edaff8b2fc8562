package dev.rollcall.project;

import java.util.UUID;

/**
 * The caller of an API request: its project, and what its key allows. A controller takes it as a parameter.
 *
 * @param keyId the id of the key, not the key itself
 * @param keyName what people call the key, or how it begins
 */
public record Caller(ProjectId project, KeyKind key, UUID keyId, String keyName) {

    static Caller of(ApiKey key) {
        String name = key.shownName();
        return new Caller(
                key.project(), key.kind(), key.id(), name.isEmpty() ? key.kind().label() : name);
    }

    /** Whether the answer must leave out everything that allows a caller to ping or change a check. */
    public boolean readsOnly() {
        return key == KeyKind.READ_ONLY;
    }
}
