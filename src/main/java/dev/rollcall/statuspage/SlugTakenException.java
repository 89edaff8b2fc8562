package dev.rollcall.statuspage;

import dev.rollcall.platform.problem.ProblemException;

/** Another project's status page has this slug. */
public final class SlugTakenException extends ProblemException {

    private static final int CONFLICT = 409;

    SlugTakenException() {
        super(CONFLICT, "status-page-slug-taken", "another status page has this slug");
    }
}
