package dev.rollcall.statuspage;

import dev.rollcall.platform.problem.ProblemException;

/** There is no such status page, or it is not public. The answer does not say which. */
public final class StatusPageNotFoundException extends ProblemException {

    private static final int NOT_FOUND = 404;

    public StatusPageNotFoundException() {
        super(NOT_FOUND, "status-page-not-found", "not found");
    }
}
