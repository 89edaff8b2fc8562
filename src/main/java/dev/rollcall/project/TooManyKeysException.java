package dev.rollcall.project;

import dev.rollcall.platform.problem.ProblemException;

/** The project has the maximum number of keys. */
public final class TooManyKeysException extends ProblemException {

    private static final int CONFLICT = 409;

    TooManyKeysException() {
        super(CONFLICT, "too-many-keys", "too many keys");
    }
}
