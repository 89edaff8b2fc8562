package dev.rollcall.platform.problem;

import java.util.Map;

/** Lets the tests of other packages read what a problem says of each field. */
public final class ProblemFields {

    private ProblemFields() {}

    public static Map<String, String> of(ProblemException problem) {
        return problem.fields();
    }
}
