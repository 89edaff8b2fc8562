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
        Miss missed = missed();
        Miss tooFew = tooFew();
        return missed == null || (tooFew != null && tooFew.at().isBefore(missed.at())) ? tooFew : missed;
    }

    /** Whether the check is past its deadline. The sweep applies the same rule in the database. */
    public boolean isOverdue(Instant now) {
        Miss down = down();
        return down != null && !now.isBefore(down.at());
    }

    /**
     * When to alert that the ping is late: the expected time. Null if no such alert is wanted, if the job has started, or
     * if the check is down by then.
     */
    public @Nullable Instant lateAfter() {
        if (!runs.notifyLate() || state.lastStartAt() != null) {
            return null;
        }
        Instant expected = state.expectedAt(schedule);
        Miss down = down();
        return expected == null || (down != null && !expected.isBefore(down.at())) ? null : expected;
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

    /** The run that is missed, or the last of several in a row. */
    private @Nullable Miss missed() {
        if (!runs.hasOwnDeadlines()) {
            Instant downAfter = state.downAfter(schedule, grace);
            return downAfter == null ? null : new Miss(downAfter, Reason.TIMEOUT);
        }
        // If the schedule ends before the tolerance does, the last run that is missed counts.
        List<Miss> misses = misses(
                Math.max(1, runs.tolerance().failures() - state.progress().streak()));
        return misses.isEmpty() ? null : misses.get(misses.size() - 1);
    }

    /** The end of the first period in which too few pings come. */
    private @Nullable Miss tooFew() {
        PingQuota quota = runs.quota();
        Instant startedAt = state.progress().periodStartedAt();
        if (quota == null || startedAt == null || state.status() != CheckStatus.UP) {
            return null;
        }
        // If this period has its pings, the next one is the first without any.
        int periods = state.progress().periodPings() >= quota.pings() ? 2 : 1;
        return new Miss(Deadline.after(startedAt, quota.period().multipliedBy(periods)), Reason.TOO_FEW);
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
