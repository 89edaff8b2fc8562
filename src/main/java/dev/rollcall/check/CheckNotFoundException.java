package dev.rollcall.check;

import dev.rollcall.platform.problem.ProblemException;

/** There is no check with this id, or the text is not an id. */
public final class CheckNotFoundException extends ProblemException {

    private static final int NOT_FOUND = 404;

    public CheckNotFoundException() {
        super(NOT_FOUND, "check-not-found", "not found");
    }
}
