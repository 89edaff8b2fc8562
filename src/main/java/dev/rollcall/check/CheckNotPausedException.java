package dev.rollcall.check;

import dev.rollcall.platform.problem.ProblemException;

/** Only a paused check can be resumed. */
final class CheckNotPausedException extends ProblemException {

    private static final int CONFLICT = 409;

    CheckNotPausedException() {
        super(CONFLICT, "check-not-paused", "check is not paused");
    }
}
