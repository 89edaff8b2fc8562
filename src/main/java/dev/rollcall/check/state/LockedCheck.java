package dev.rollcall.check.state;

import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.project.ProjectId;
import java.time.Duration;

/** A check that this transaction has locked: no other transaction can change its state. */
public record LockedCheck(
        CheckId id, ProjectId project, Schedule schedule, Duration grace, PingPolicy policy, CheckState state) {

    /** The deadlines of the check in this state. */
    public Deadlines deadlines() {
        return new Deadlines(state, schedule, grace, policy.runs());
    }

    /** The same check with another schedule, grace time and policy. */
    public LockedCheck with(Schedule changed, Duration changedGrace, PingPolicy changedPolicy) {
        return new LockedCheck(id, project, changed, changedGrace, changedPolicy, state);
    }

    /** The same check with another state. */
    public LockedCheck with(CheckState next) {
        return new LockedCheck(id, project, schedule, grace, policy, next);
    }
}
