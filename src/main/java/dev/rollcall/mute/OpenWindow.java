package dev.rollcall.mute;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.ProjectId;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;

/**
 * A maintenance window that is open. It mutes every check of the project, or those with one of its tags and those that
 * it names.
 */
record OpenWindow(
        ProjectId project, String name, Instant until, boolean allChecks, Set<String> tags, Set<CheckId> checks) {

    boolean mutes(Subject check) {
        return check.project().equals(project)
                && (allChecks || checks.contains(check.id()) || !Collections.disjoint(tags, check.tags()));
    }

    Mute mute() {
        return new Mute(Mute.Reason.MAINTENANCE, until, name);
    }
}
