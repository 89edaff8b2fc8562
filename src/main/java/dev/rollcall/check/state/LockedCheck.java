package dev.rollcall.check.state;

import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.project.ProjectId;
import java.time.Duration;

/**
 * A check whose state nobody else can change before this transaction ends.
 *
 * @param takesOnlyPost whether other methods than POST are ignored
 */
public record LockedCheck(
        CheckId id,
        ProjectId project,
        Schedule schedule,
        Duration grace,
        boolean manualResume,
        boolean takesOnlyPost,
        KeywordFilter keywords,
        CheckState state) {

    /** The same check, to be expected at other times. */
    public LockedCheck with(Schedule changed, Duration changedGrace) {
        return new LockedCheck(id, project, changed, changedGrace, manualResume, takesOnlyPost, keywords, state);
    }

    /** The same check in another state. */
    public LockedCheck with(CheckState next) {
        return new LockedCheck(id, project, schedule, grace, manualResume, takesOnlyPost, keywords, next);
    }
}
