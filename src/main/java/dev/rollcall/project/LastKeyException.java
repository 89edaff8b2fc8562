package dev.rollcall.project;

import dev.rollcall.platform.problem.ProblemException;

/** Without this key nobody could change the project by the API, nor make another key. */
final class LastKeyException extends ProblemException {

    private static final int CONFLICT = 409;

    LastKeyException() {
        super(CONFLICT, "last-key", "the last read-write key cannot be revoked");
    }
}
