package dev.rollcall.flip;

import dev.rollcall.platform.problem.ProblemException;

/** Only a check that is down can be acknowledged. */
final class CheckNotDownException extends ProblemException {

    private static final int CONFLICT = 409;

    CheckNotDownException() {
        super(CONFLICT, "check-not-down", "check is not down");
    }
}
