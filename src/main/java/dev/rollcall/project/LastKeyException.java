package dev.rollcall.project;

import dev.rollcall.platform.problem.ProblemException;

/** The last read-write key of a project cannot be revoked: no caller could change the project or create another key. */
final class LastKeyException extends ProblemException {

    private static final int CONFLICT = 409;

    LastKeyException() {
        super(CONFLICT, "last-key", "the last read-write key cannot be revoked");
    }
}
