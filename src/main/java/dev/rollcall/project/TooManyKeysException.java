package dev.rollcall.project;

import dev.rollcall.platform.problem.ProblemException;

/** The project has as many keys as it may have. */
final class TooManyKeysException extends ProblemException {

    private static final int CONFLICT = 409;

    TooManyKeysException() {
        super(CONFLICT, "too-many-keys", "too many keys");
    }
}
