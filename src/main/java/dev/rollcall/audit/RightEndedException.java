package dev.rollcall.audit;

import dev.rollcall.platform.problem.ProblemException;
import java.util.Map;

/** The actor had a right when the request began, and no longer has it. The answer is that of any later request. */
public final class RightEndedException extends ProblemException {

    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private RightEndedException(int status, String slug, String error, String detail) {
        super(status, slug, error, detail, Map.of());
    }

    static RightEndedException of(Actor actor) {
        return actor.kind() == Actor.Kind.KEY
                ? new RightEndedException(
                        UNAUTHORIZED,
                        "wrong-api-key",
                        "wrong api key",
                        "no project has this api key, or it was revoked")
                : new RightEndedException(NOT_FOUND, "not-found", "not found", "not found");
    }
}
