package dev.rollcall.check.state;

import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.project.ProjectId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A check that this transaction has locked: no other transaction can change its state. */
public record LockedCheck(
        CheckId id, ProjectId project, Schedule schedule, Duration grace, PingPolicy policy, CheckState state) {

    /** The deadline, or null if no ping is expected. */
    public @Nullable Instant downAfter() {
        return state.downAfter(schedule, grace);
    }

    /** The same check with another schedule and grace time. */
    public LockedCheck with(Schedule changed, Duration changedGrace) {
        return new LockedCheck(id, project, changed, changedGrace, policy, state);
    }

    /** The same check with another state. */
    public LockedCheck with(CheckState next) {
        return new LockedCheck(id, project, schedule, grace, policy, next);
    }
}
