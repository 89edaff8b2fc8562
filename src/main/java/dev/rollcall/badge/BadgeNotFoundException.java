package dev.rollcall.badge;

import dev.rollcall.platform.problem.ProblemException;

/** There is no such badge, or its signature is wrong. The answer does not say which. */
final class BadgeNotFoundException extends ProblemException {

    private static final int NOT_FOUND = 404;

    BadgeNotFoundException() {
        super(NOT_FOUND, "badge-not-found", "not found");
    }
}
