package bench;

import java.util.List;

/** One question about speed. A new one is a class like this and a line in {@link Cases}. */
interface Case {

    /** What {@code bench/run} is asked for it by. */
    String name();

    /** The question, for a person. */
    String question();

    /** Whether the short run has it too. */
    default boolean isQuick() {
        return false;
    }

    /** Starts what it needs, measures, and leaves nothing running. */
    List<Result> measure(Bench bench) throws Exception;
}
