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

    /** When the check goes down, and why; null if it is down already or expects nothing. */
    public @Nullable Miss down() {
        if (state.status() == CheckStatus.DOWN) {
            return null;
        }
        // If the schedule ends before the tolerance is used up, the last missed run counts.
        List<Due> row = row();
        Due missed = row.isEmpty() ? null : row.get(row.size() - 1);
        Due tooFew = tooFew();
        Due first = missed == null || (tooFew != null && tooFew.end().isBefore(missed.end())) ? tooFew : missed;
        return first == null ? null : new Miss(first.end(), first.reason());
    }

    /** Whether the check is past its deadline. The sweep applies the same rule in the database. */
    public boolean isOverdue(Instant now) {
        Miss down = down();
        return down != null && !now.isBefore(down.at());
    }

    /**
     * When to alert that the ping is late: the expected time. Null if no such alert is wanted, if the job has started,
     * or if the check is down by then.
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

    /**
     * Whether a ping of a run may have been lost in an outage of Rollcall: the check was not overdue when the outage
     * began, a ping was due in it, and neither a success nor a failure has come since. A ping may be as early as it may
     * be late, because the duration of a run varies both ways.
     */
    boolean mayHaveLostRun(Instant began, Instant ended) {
        boolean hasPingedSince =
                state.lastPingAt() != null && state.lastPingAt().isAfter(ended);
        return !hasPingedSince && isWaitingAt(began) && row().stream().anyMatch(due -> due.isIn(began, ended));
    }

    /** Whether a ping of a period whose quota is not reached may have been lost in an outage of Rollcall. */
    boolean mayHaveLostQuota(Instant began, Instant ended) {
        Due tooFew = tooFew();
        return isWaitingAt(began) && tooFew != null && tooFew.isIn(began, ended);
    }

    /** How many runs were missed by {@code at}, since the last signal of the job; at most {@code limit}. */
    int missedBefore(Instant at, int limit) {
        return (int)
                misses(limit).stream().filter(due -> !at.isBefore(due.end())).count();
    }

    /** Whether the run under way is missed by {@code at}. */
    boolean hasRunTooLong(Instant at) {
        Instant end = runEnd();
        return end != null && !state.isRunExcused() && !at.isBefore(end);
    }

    private boolean isWaitingAt(Instant at) {
        Miss down = down();
        return down != null && down.at().isAfter(at);
    }

    /** The runs that bring the check down if it misses all of them. */
    private List<Due> row() {
        if (!runs.hasOwnDeadlines()) {
            Instant downAfter = state.downAfter(schedule, grace);
            return downAfter == null
                    ? List.of()
                    : List.of(new Due(
                            Deadline.before(Deadline.before(downAfter, grace), grace), downAfter, Reason.TIMEOUT));
        }
        return misses(Math.max(1, runs.tolerance().failures() - state.progress().streak()));
    }

    /** The first period in which too few pings come. */
    private @Nullable Due tooFew() {
        PingQuota quota = runs.quota();
        Instant startedAt = state.progress().periodStartedAt();
        if (quota == null || startedAt == null || state.status() != CheckStatus.UP) {
            return null;
        }
        // If this period has enough pings, the next one is the first without any.
        boolean isReached = quota.isReached(state.progress());
        Instant from = isReached ? Deadline.after(startedAt, quota.period()) : startedAt;
        return new Due(from, Deadline.after(from, quota.period()), Reason.TOO_FEW);
    }

    /**
     * The first {@code limit} runs that are missed: the one under way, and then one for each time of the schedule.
     * There are fewer if the schedule ends. A run that may have ended in an outage of Rollcall is not missed; the next
     * one is expected at the first time of the schedule after both the outage and the time that this run may take.
     */
    private List<Due> misses(int limit) {
        List<Due> misses = new ArrayList<>();
        boolean isExpected = state.status() == CheckStatus.UP || state.status() == CheckStatus.DOWN;
        Instant start = state.lastStartAt();
        Instant runEnd = runEnd();
        Instant last = isExpected ? state.lastPingAt() : null;
        if (start != null && runEnd != null && !state.isRunExcused()) {
            Duration min = runs.limits().minDuration();
            Reason reason = runs.limits().maxDuration() == null ? Reason.TIMEOUT : Reason.TOO_LONG;
            misses.add(new Due(min == null ? start : Deadline.after(start, min), runEnd, reason));
            last = runEnd;
        } else if (start != null && last == null) {
            last = start;
        }
        if (last == null || misses.size() == limit) {
            return misses;
        }
        Duration startGrace = runs.limits().startGrace();
        Duration allowed = startGrace == null ? grace : startGrace;
        Reason reason = startGrace == null ? Reason.TIMEOUT : Reason.NOT_STARTED;
        Instant expected = state.expectedAfter(last, schedule, runEnd);
        while (expected != null) {
            misses.add(new Due(Deadline.before(expected, allowed), Deadline.after(expected, allowed), reason));
            expected = misses.size() == limit ? null : schedule.nextAfter(expected);
        }
        return misses;
    }

    /** A run that is missed. */
    public record Miss(Instant at, Reason reason) {}

    /**
     * Pings that are due.
     *
     * @param from the earliest time at which they may come
     * @param end when they are missed
     */
    private record Due(Instant from, Instant end, Reason reason) {

        boolean isIn(Instant began, Instant ended) {
            return end.isAfter(began) && from.isBefore(ended);
        }
    }
}
