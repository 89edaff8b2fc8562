package dev.rollcall.mute.maintenance;

import dev.rollcall.platform.problem.ProblemException;

/** The project has the maximum number of maintenance windows. */
public final class TooManyWindowsException extends ProblemException {

    private static final int CONFLICT = 409;

    TooManyWindowsException() {
        super(CONFLICT, "too-many-maintenance-windows", "too many maintenance windows");
    }
}
