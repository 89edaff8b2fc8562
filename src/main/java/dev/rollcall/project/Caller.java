package dev.rollcall.project;

import java.util.UUID;

/**
 * Who an API request comes from: the project, and what the key allows. A controller takes it as a parameter.
 *
 * @param keyId which key it is, not what it is
 */
public record Caller(ProjectId project, KeyKind key, UUID keyId) {

    /** Whether to leave out what would let the caller ping or change a check. */
    public boolean readsOnly() {
        return key == KeyKind.READ_ONLY;
    }
}
