package dev.rollcall.check.state;

import dev.rollcall.check.schedule.Deadline;
import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.state.StatusChange.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of a check if no further signal comes. They follow from its state and from what it expects; see
 * docs/checks.md.
 */
public final class Deadlines {

    private final CheckState state;
    private final Schedule schedule;
    private final Duration grace;
    private final RunPolicy runs;

    public Deadlines(CheckState state, Schedule schedule, Duration grace, RunPolicy runs) {
        this.state = state;
        this.schedule = schedule;
        this.grace = grace;
        this.runs = runs;
    }

    /** When the check is down, and why; null if it is down already or expects nothing. */
    public @Nullable Miss down() {
        if (state.status() == CheckStatus.DOWN) {
            return null;
        }
        if (!runs.hasOwnDeadlines()) {
            Instant downAfter = state.downAfter(schedule, grace);
            return downAfter == null ? null : new Miss(downAfter, Reason.TIMEOUT);
        }
        // If the schedule ends before the tolerance does, the last run that is missed counts.
        List<Miss> misses = misses(
                Math.max(1, runs.tolerance().failures() - state.progress().streak()));
        return misses.isEmpty() ? null : misses.get(misses.size() - 1);
    }

    /** Whether the check is past its deadline. The sweep applies the same rule in the database. */
    public boolean isOverdue(Instant now) {
        Miss down = down();
        return down != null && !now.isBefore(down.at());
    }

    /** The end of the time that the run under way may take, or null if there is none. */
    public @Nullable Instant runEnd() {
        Duration max = runs.limits().maxDuration();
        return state.lastStartAt() == null ? null : Deadline.after(state.lastStartAt(), max == null ? grace : max);
    }

    /** How many runs were missed before {@code at}, since the last signal of the job; at most {@code limit}. */
    int missedBefore(Instant at, int limit) {
        return (int)
                misses(limit).stream().filter(miss -> !at.isBefore(miss.at())).count();
    }

    /**
     * The first {@code limit} runs that are missed: the one under way, and then one for each time of the schedule. There
     * are fewer if the schedule ends.
     */
    private List<Miss> misses(int limit) {
        List<Miss> misses = new ArrayList<>();
        boolean isExpected = state.status() == CheckStatus.UP || state.status() == CheckStatus.DOWN;
        Instant from = isExpected ? state.lastPingAt() : null;
        Instant runEnd = runEnd();
        if (runEnd != null) {
            misses.add(new Miss(runEnd, runs.limits().maxDuration() == null ? Reason.TIMEOUT : Reason.TOO_LONG));
            from = runEnd;
        }
        Duration startGrace = runs.limits().startGrace();
        Reason reason = startGrace == null ? Reason.TIMEOUT : Reason.NOT_STARTED;
        while (from != null && misses.size() < limit) {
            from = schedule.nextAfter(from);
            if (from != null) {
                misses.add(new Miss(Deadline.after(from, startGrace == null ? grace : startGrace), reason));
            }
        }
        return misses;
    }

    /** A run that is missed. */
    public record Miss(Instant at, Reason reason) {}
}
