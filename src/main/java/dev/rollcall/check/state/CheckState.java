package dev.rollcall.check.state;

import dev.rollcall.check.schedule.Deadline;
import dev.rollcall.check.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of a check. Immutable. Every transition takes its time as an argument and applies {@link #dated}. The rules
 * are those of the Healthchecks documentation for pings, grace time and measuring run time.
 *
 * @param pingCount how many signals of any kind have ever been received
 * @param lastPingAt when the last success or failure came
 * @param lastStartAt when the run under way began, or null if there is none
 * @param lastStartRunId the run id of that start, or null if it had none
 * @param lastDuration how long the last run took, or null if it was not measured
 * @param progress what counts towards the next change of status; in the published API, nothing does
 * @param excusedAt the end of the last outage of Rollcall in which an expected ping may have been lost; null if there
 *     was none. It counts like a success at that time, until a signal comes
 */
public record CheckState(
        CheckStatus status,
        long pingCount,
        @Nullable Instant lastPingAt,
        @Nullable Instant lastStartAt,
        @Nullable UUID lastStartRunId,
        @Nullable Duration lastDuration,
        Progress progress,
        @Nullable Instant excusedAt) {

    /** The maximum by which a ping may be dated later than it was complete. */
    static final Duration MAX_LATENESS = Duration.ofMinutes(1);

    /** A check that was never pinged. */
    public static final CheckState NEW = new CheckState(CheckStatus.NEW, 0, null, null, null, null);

    /** A state that has counted nothing and was not affected by an outage. */
    public CheckState(
            CheckStatus status,
            long pingCount,
            @Nullable Instant lastPingAt,
            @Nullable Instant lastStartAt,
            @Nullable UUID lastStartRunId,
            @Nullable Duration lastDuration) {
        this(status, pingCount, lastPingAt, lastStartAt, lastStartRunId, lastDuration, Progress.NONE, null);
    }

    /**
     * The time that counts for a ping that was complete at {@code at}: that time, but never before the latest time in
     * this state. Pings overtake each other by milliseconds, at most by the seconds after which they are refused. If
     * the state is ahead by more than {@link #MAX_LATENESS}, the time of the ping counts: a clock was wrong when the
     * state was written, and silence would go unnoticed until that time has come.
     */
    public Instant dated(Instant at) {
        Instant latest = lastPingAt == null || (lastStartAt != null && lastStartAt.isAfter(lastPingAt))
                ? lastStartAt
                : lastPingAt;
        return latest != null && at.isBefore(latest) && !at.isBefore(latest.minus(MAX_LATENESS)) ? latest : at;
    }

    /** The job started and must finish within the grace time. The status does not change. */
    public CheckState started(Instant at, @Nullable UUID runId) {
        return new CheckState(status, pingCount + 1, lastPingAt, dated(at), runId, lastDuration, progress, excusedAt);
    }

    /** The job succeeded. */
    public CheckState succeeded(Instant at, @Nullable UUID runId) {
        // A success without a run id ends any run under way; with a run id it ends only its own run. If the check is
        // down, the success always ends the run, whose deadline has passed and would mark the check as down again.
        boolean endsRun = runId == null || Objects.equals(runId, lastStartRunId) || status == CheckStatus.DOWN;
        return finished(CheckStatus.UP, at, runId, endsRun);
    }

    /** The job failed. After that no run is under way. */
    public CheckState failed(Instant at, @Nullable UUID runId) {
        return finished(CheckStatus.DOWN, at, runId, true);
    }

    /**
     * A signal that is logged and counted without further effect: a log signal, or any signal that the check ignores.
     */
    public CheckState counted() {
        return new CheckState(
                status, pingCount + 1, lastPingAt, lastStartAt, lastStartRunId, lastDuration, progress, excusedAt);
    }

    /** The check is not watched from now on. */
    public CheckState paused() {
        return new CheckState(
                CheckStatus.PAUSED, pingCount, lastPingAt, null, null, lastDuration, Progress.NONE, excusedAt);
    }

    /** The check is watched again from its next ping on. */
    public CheckState resumed() {
        return new CheckState(CheckStatus.NEW, pingCount, null, null, null, lastDuration, Progress.NONE, excusedAt);
    }

    /**
     * How long the run under way took if a success or failure with this run id ends it at {@code at}; null if it does
     * not end a known run.
     */
    public @Nullable Duration measured(Instant at, @Nullable UUID runId) {
        return lastStartAt != null && Objects.equals(runId, lastStartRunId) ? elapsed(lastStartAt, at) : null;
    }

    /** The time between the start and the end of a run; zero if the end is before the start. */
    public static Duration elapsed(Instant start, Instant end) {
        return end.isBefore(start) ? Duration.ZERO : Duration.between(start, end);
    }

    /** The same state with this duration of the last run. */
    public CheckState measured(Duration took) {
        return new CheckState(status, pingCount, lastPingAt, lastStartAt, lastStartRunId, took, progress, excusedAt);
    }

    /** The same state with this progress. */
    CheckState with(Progress changed) {
        return new CheckState(
                status, pingCount, lastPingAt, lastStartAt, lastStartRunId, lastDuration, changed, excusedAt);
    }

    /** The same state with this status. */
    CheckState withStatus(CheckStatus changed) {
        return new CheckState(
                changed, pingCount, lastPingAt, lastStartAt, lastStartRunId, lastDuration, progress, excusedAt);
    }

    /**
     * The state after an outage of Rollcall that ended at {@code ended}. A ping may have been lost until then, so the
     * next one is expected as if the last lost one had arrived at that moment. Any signal after it counts as usual.
     */
    CheckState excused(Instant ended) {
        Instant excused = later(ended, excusedAt);
        return new CheckState(
                status, pingCount, lastPingAt, lastStartAt, lastStartRunId, lastDuration, progress, excused);
    }

    /** When the next ping is expected, or null if none is expected. */
    public @Nullable Instant expectedAt(Schedule schedule) {
        return status == CheckStatus.UP && lastPingAt != null ? expectedAfter(lastPingAt, schedule, null) : null;
    }

    /**
     * The published deadline: the instant at which silence turns into DOWN. Null if no ping is expected.
     * {@link Deadlines} has the deadline of a check with a {@link RunPolicy}.
     */
    public @Nullable Instant downAfter(Schedule schedule, Duration grace) {
        if (status == CheckStatus.DOWN) {
            return null;
        }
        Instant start = lastStartAt;
        Instant expected = expectedAt(schedule);
        if (start != null && isRunExcused()) {
            expected = expected == null ? expectedAfter(start, schedule, null) : expected;
            start = null;
        }
        Instant graceBegins = start == null || (expected != null && expected.isBefore(start)) ? expected : start;
        return graceBegins == null ? null : Deadline.after(graceBegins, grace);
    }

    /** Whether the run under way may have ended in an outage of Rollcall. */
    boolean isRunExcused() {
        return lastStartAt != null && excusedAt != null && lastStartAt.isBefore(excusedAt);
    }

    /**
     * When the next ping is expected if {@code signal} was the last one. After an excuse that is later, it is expected
     * as if the signal had come at the end of the outage. Null if none is expected.
     *
     * @param noEarlier the next ping is expected after this time, or null for no limit
     */
    @Nullable
    Instant expectedAfter(Instant signal, Schedule schedule, @Nullable Instant noEarlier) {
        Instant counted = later(later(signal, excusedAt), noEarlier);
        Instant next = schedule.nextAfter(counted);
        // A schedule without a next time expects its last ping at the end of the outage.
        return next == null && counted.isAfter(signal) && schedule.nextAfter(signal) != null ? counted : next;
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }

    private CheckState finished(CheckStatus next, Instant at, @Nullable UUID runId, boolean endsRun) {
        Instant dated = dated(at);
        return new CheckState(
                next,
                pingCount + 1,
                dated,
                endsRun ? null : lastStartAt,
                endsRun ? null : lastStartRunId,
                measured(dated, runId),
                Progress.NONE,
                excusedAt);
    }
}
