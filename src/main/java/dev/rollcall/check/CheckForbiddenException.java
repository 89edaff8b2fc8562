package dev.rollcall.check;

import dev.rollcall.platform.problem.ProblemException;

/** The check does not belong to the key's project. */
final class CheckForbiddenException extends ProblemException {

    private static final int FORBIDDEN = 403;

    CheckForbiddenException() {
        super(FORBIDDEN, "check-forbidden", "access denied, wrong api key");
    }
}
