package bench;

import java.util.List;

/** One question about speed. A new case is a class and a line in {@link Cases}. */
interface Case {

    /** The name for {@code bench/run}. */
    String name();

    /** The question in words. */
    String question();

    /** Whether the quick run includes it. */
    default boolean isQuick() {
        return false;
    }

    /** Starts the processes that it needs, measures, and stops them. */
    List<Result> measure(Bench bench) throws Exception;
}
