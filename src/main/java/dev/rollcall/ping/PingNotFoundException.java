package dev.rollcall.ping;

import dev.rollcall.platform.problem.ProblemException;

/** The log of the check has no ping with this number, or the ping has no body. */
final class PingNotFoundException extends ProblemException {

    private static final int NOT_FOUND = 404;

    PingNotFoundException() {
        super(NOT_FOUND, "ping-not-found", "not found");
    }
}
