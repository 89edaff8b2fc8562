package dev.rollcall.statuspage;

import dev.rollcall.platform.problem.ProblemException;

/** Another project's status page has this host. */
public final class HostTakenException extends ProblemException {

    private static final int CONFLICT = 409;

    HostTakenException() {
        super(CONFLICT, "status-page-host-taken", "another status page has this host");
    }
}
