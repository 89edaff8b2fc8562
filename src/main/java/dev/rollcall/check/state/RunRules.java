package dev.rollcall.check.state;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Applies the signals of a job to the state of its check: first the published rules of {@link CheckState}, then the
 * {@link RunPolicy} of the check.
 */
public final class RunRules {

    private final CheckState state;
    private final RunPolicy runs;
    private final Deadlines deadlines;

    public RunRules(LockedCheck check) {
        this.state = check.state();
        this.runs = check.policy().runs();
        this.deadlines = check.deadlines();
    }

    /** The job started. Earlier missed runs count, but a start alone never brings a check down. */
    public CheckState started(Instant at, @Nullable UUID runId) {
        CheckState next = state.started(at, runId);
        int failures = runs.tolerance().failures();
        if (state.status() == CheckStatus.DOWN || failures == 1) {
            return next;
        }
        int streak = Math.min(failuresBefore(at), failures - 1);
        return next.with(
                state.progress().withStreak(Math.max(streak, state.progress().streak())));
    }

    /**
     * The job succeeded. If the run was too short, it has failed.
     *
     * @param took how long the run took, or null if it was not measured
     * @param host where the signal came from, or null if unknown
     */
    public CheckState succeeded(Instant at, @Nullable UUID runId, @Nullable Duration took, @Nullable String host) {
        if (runs.limits().isTooShort(took)) {
            return failed(at, runId);
        }
        CheckState up = state.succeeded(at, runId);
        int streak = state.status() == CheckStatus.DOWN
                ? successesWith(at)
                : runs.tolerance().successes();
        if (streak < runs.tolerance().successes()) {
            return up.withStatus(CheckStatus.DOWN).with(Progress.NONE.withStreak(streak));
        }
        Progress before = state.status() == CheckStatus.UP ? state.progress() : Progress.NONE;
        return up.with(before.succeeded(at, host, runs.quota()));
    }

    /** The job failed. */
    public CheckState failed(Instant at, @Nullable UUID runId) {
        CheckState down = state.failed(at, runId);
        int failures = runs.tolerance().failures();
        if (state.status() == CheckStatus.DOWN || failures == 1) {
            return down;
        }
        int streak = failuresBefore(at) + (isCountedAsMissed(at, runId) ? 0 : 1);
        return streak < failures
                ? down.withStatus(CheckStatus.UP).with(state.progress().withStreak(streak))
                : down;
    }

    /** The deadline has passed without a signal. The sweep does the same in the database. */
    public CheckState missed() {
        return state.withStatus(CheckStatus.DOWN).with(state.progress().withStreak(0));
    }

    /**
     * Rollcall itself was away, and may have lost a ping: that counts like a success at the end of the outage. The
     * count of failed and missed runs in a row and an unreached quota start again. The same state if no ping was due.
     */
    public CheckState excused(Instant began, Instant ended) {
        CheckState next = state;
        if (deadlines.mayHaveLostRun(began, ended)) {
            next = next.excused(ended).with(next.progress().withStreak(0));
        }
        if (deadlines.mayHaveLostQuota(began, ended)) {
            next = next.with(next.progress().excused(ended, state.lastPingAt()));
        }
        return next;
    }

    /** The successes in a row of a check that is down, with one at {@code at}. */
    private int successesWith(Instant at) {
        boolean isInterrupted = runs.tolerance().successes() > 1 && deadlines.missedBefore(at, 1) > 0;
        return isInterrupted ? 1 : state.progress().streak() + 1;
    }

    /** Whether the run that ends now took too long: then it is among the missed runs, and must not count twice. */
    private boolean isCountedAsMissed(Instant at, @Nullable UUID runId) {
        return (runId == null || runId.equals(state.lastStartRunId())) && deadlines.hasRunTooLong(at);
    }

    private int failuresBefore(Instant at) {
        return state.progress().streak()
                + deadlines.missedBefore(at, runs.tolerance().failures());
    }
}
