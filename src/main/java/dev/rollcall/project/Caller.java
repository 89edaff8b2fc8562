package dev.rollcall.project;

/** Who an API request comes from: the project, and what the key allows. A controller takes it as a parameter. */
public record Caller(ProjectId project, KeyKind key) {

    /** Whether to leave out what would let the caller ping or change a check. */
    public boolean readsOnly() {
        return key == KeyKind.READ_ONLY;
    }
}
