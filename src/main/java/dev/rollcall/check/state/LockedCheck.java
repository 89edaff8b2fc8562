package dev.rollcall.check.state;

import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.project.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A check that this transaction has locked: no other transaction can change its state. Only a preview of a change,
 * which writes nothing, has one without a lock.
 */
public record LockedCheck(
        CheckId id, ProjectId project, Schedule schedule, Duration grace, PingPolicy policy, CheckState state) {

    /** The deadlines of the check in this state. */
    public Deadlines deadlines() {
        return new Deadlines(state, schedule, grace, policy.runs());
    }

    /** The deadline, or null if no ping is expected. */
    public @Nullable Instant downAfter() {
        Deadlines.Miss down = deadlines().down();
        return down == null ? null : down.at();
    }

    /** The same check with another schedule, grace time and policy. A new quota counts from the next ping on. */
    public LockedCheck with(Schedule changed, Duration changedGrace, PingPolicy changedPolicy) {
        boolean hasOtherQuota =
                !Objects.equals(policy.runs().quota(), changedPolicy.runs().quota());
        CheckState kept = hasOtherQuota ? state.with(state.progress().withoutPeriod()) : state;
        return new LockedCheck(id, project, changed, changedGrace, changedPolicy, kept);
    }

    /** The same check with another state. */
    public LockedCheck with(CheckState next) {
        return new LockedCheck(id, project, schedule, grace, policy, next);
    }
}
