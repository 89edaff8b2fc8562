package dev.rollcall.check.limit;

import dev.rollcall.platform.problem.ProblemException;
import java.util.Map;

/** The project has as many checks as CHECK_LIMIT allows. The published API has the same status, without a body. */
public final class CheckLimitReachedException extends ProblemException {

    private static final int FORBIDDEN = 403;

    CheckLimitReachedException(int limit) {
        super(
                FORBIDDEN,
                "check-limit-reached",
                "the project has reached its limit of checks",
                "the project has reached its limit of %d checks; delete one that nobody needs".formatted(limit),
                Map.of());
    }
}
