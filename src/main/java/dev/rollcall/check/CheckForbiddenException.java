package dev.rollcall.check;

import dev.rollcall.platform.problem.ProblemException;

/** The check belongs to another project than the key. */
final class CheckForbiddenException extends ProblemException {

    private static final int FORBIDDEN = 403;

    CheckForbiddenException() {
        super(FORBIDDEN, "check-forbidden", "access denied, wrong api key");
    }
}
