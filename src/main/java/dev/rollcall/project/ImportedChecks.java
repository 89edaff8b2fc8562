package dev.rollcall.project;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Takes in checks that another deploy shows by the published API. Owned here, where the task is; kept by the module that
 * knows checks.
 */
public interface ImportedChecks {

    /** What became of a check. */
    enum Outcome {
        CREATED,
        CHANGED,
        UNCHANGED
    }

    /**
     * Makes the check under the id that it has there, or changes the one that was made so before: all of it, or
     * nothing.
     *
     * @param keep false to see what would happen, and leave everything as it was
     * @throws RefusedCheckException when it cannot be taken in
     */
    Outcome take(ProjectId project, Given check, boolean keep);

    /**
     * A check of the other deploy.
     *
     * @param fields what describes it, by the names of the published API
     * @param paused whether it is paused there, which counts when it is made here
     * @param channels those of this project that are to be told of it, besides those that are told already
     */
    record Given(UUID id, Map<String, Object> fields, boolean paused, Set<UUID> channels) {}
}
