package dev.rollcall.check.state;

import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.project.ProjectId;
import java.time.Duration;

/**
 * A check that this transaction has locked: no other transaction can change its state.
 *
 * @param manualResume whether a paused check ignores pings until it is resumed
 * @param takesOnlyPost whether pings by other methods than POST are ignored
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

    /** The same check with another schedule and grace time. */
    public LockedCheck with(Schedule changed, Duration changedGrace) {
        return new LockedCheck(id, project, changed, changedGrace, manualResume, takesOnlyPost, keywords, state);
    }

    /** The same check with another state. */
    public LockedCheck with(CheckState next) {
        return new LockedCheck(id, project, schedule, grace, manualResume, takesOnlyPost, keywords, next);
    }
}
