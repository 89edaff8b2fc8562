package dev.rollcall.mute.maintenance;

import dev.rollcall.platform.problem.ProblemException;

/** The project has no maintenance window with this id. */
public final class WindowNotFoundException extends ProblemException {

    private static final int NOT_FOUND = 404;

    WindowNotFoundException() {
        super(NOT_FOUND, "maintenance-window-not-found", "not found");
    }
}
