package dev.rollcall.ping;

import dev.rollcall.platform.problem.ProblemException;

/** The check has no ping with this number in its log, or a ping that came without a body. */
final class PingNotFoundException extends ProblemException {

    private static final int NOT_FOUND = 404;

    PingNotFoundException() {
        super(NOT_FOUND, "ping-not-found", "not found");
    }
}
