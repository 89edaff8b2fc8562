package dev.rollcall.check.state;

import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.project.ProjectId;
import java.time.Duration;

/** A check that this transaction has locked: no other transaction can change its state. */
public record LockedCheck(
        CheckId id, ProjectId project, Schedule schedule, Duration grace, PingPolicy policy, CheckState state) {

    /** The same check with another schedule and grace time. */
    public LockedCheck with(Schedule changed, Duration changedGrace) {
        return new LockedCheck(id, project, changed, changedGrace, policy, state);
    }

    /** The same check with another state. */
    public LockedCheck with(CheckState next) {
        return new LockedCheck(id, project, schedule, grace, policy, next);
    }
}
