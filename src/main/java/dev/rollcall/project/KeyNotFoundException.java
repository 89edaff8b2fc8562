package dev.rollcall.project;

import dev.rollcall.platform.problem.ProblemException;

/** The project has no such key. */
public final class KeyNotFoundException extends ProblemException {

    private static final int NOT_FOUND = 404;

    KeyNotFoundException() {
        super(NOT_FOUND, "key-not-found", "not found");
    }
}
