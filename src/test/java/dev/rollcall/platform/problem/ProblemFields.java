package dev.rollcall.platform.problem;

import java.util.Map;

/** Lets tests of other packages read the fields of a problem. */
public final class ProblemFields {

    private ProblemFields() {}

    public static Map<String, String> of(ProblemException problem) {
        return problem.fields();
    }
}
