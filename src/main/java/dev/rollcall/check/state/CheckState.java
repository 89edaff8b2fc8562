package dev.rollcall.check.state;

import dev.rollcall.check.schedule.Deadline;
import dev.rollcall.check.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a check stands. Immutable; every transition takes the time it happens at, and
 * keeps to {@link #dated}. The rules are those that the
 * published Healthchecks documentation describes for pings, grace time and measuring run time.
 *
 * @param pingCount signals of any kind ever received
 * @param lastPingAt the last success or failure
 * @param lastStartAt when the run under way began, or null when none is
 * @param lastStartRunId the run id that the start carried
 * @param lastDuration how long the last run took, or null when it was not measured
 */
public record CheckState(
        CheckStatus status,
        long pingCount,
        @Nullable Instant lastPingAt,
        @Nullable Instant lastStartAt,
        @Nullable UUID lastStartRunId,
        @Nullable Duration lastDuration) {

    /** The most by which a ping may be dated later than it was complete. */
    static final Duration MAX_LATENESS = Duration.ofMinutes(1);

    /** A check that was never pinged. */
    public static final CheckState NEW = new CheckState(CheckStatus.NEW, 0, null, null, null, null);

    /**
     * When a ping counts that was complete at {@code at}: at that time, but not before the latest time in this state.
     * Pings overtake each other on the way here, by milliseconds and at most by the seconds after which they are
     * refused. Where a state is further ahead than {@link #MAX_LATENESS}, the ping is right: a clock was wrong when the
     * state was written, and to wait until that time has come would hide the silence until then.
     */
    public Instant dated(Instant at) {
        Instant latest = lastPingAt == null || (lastStartAt != null && lastStartAt.isAfter(lastPingAt))
                ? lastStartAt
                : lastPingAt;
        return latest != null && at.isBefore(latest) && !at.isBefore(latest.minus(MAX_LATENESS)) ? latest : at;
    }

    /** The job began: it must finish within the grace time. The status stays. */
    public CheckState started(Instant at, @Nullable UUID runId) {
        return new CheckState(status, pingCount + 1, lastPingAt, dated(at), runId, lastDuration);
    }

    /** The job finished well. */
    public CheckState succeeded(Instant at, @Nullable UUID runId) {
        // Without a run id a success ends whatever run is under way; with one it ends its own run only. A run that the
        // check is down for is over in any case: its deadline has passed, and would call the check down once more.
        boolean endsRun = runId == null || Objects.equals(runId, lastStartRunId) || status == CheckStatus.DOWN;
        return finished(CheckStatus.UP, at, runId, endsRun);
    }

    /** The job finished badly: no run counts as under way after that. */
    public CheckState failed(Instant at, @Nullable UUID runId) {
        return finished(CheckStatus.DOWN, at, runId, true);
    }

    /** A signal that is kept and changes nothing: a log line, or any signal to a check that ignores it. */
    public CheckState noted() {
        return new CheckState(status, pingCount + 1, lastPingAt, lastStartAt, lastStartRunId, lastDuration);
    }

    /** Not watched from now on. */
    public CheckState paused() {
        return new CheckState(CheckStatus.PAUSED, pingCount, lastPingAt, null, null, lastDuration);
    }

    /** Watched again, from its next ping on. */
    public CheckState resumed() {
        return new CheckState(CheckStatus.NEW, pingCount, null, null, null, lastDuration);
    }

    /** How long the run under way took if a finish with this run id ends it, or null when that cannot be told. */
    public @Nullable Duration measured(Instant at, @Nullable UUID runId) {
        return lastStartAt != null && Objects.equals(runId, lastStartRunId) ? elapsed(lastStartAt, at) : null;
    }

    /** The time between the start and the end of a run; zero where the end is dated before the start. */
    public static Duration elapsed(Instant start, Instant end) {
        return end.isBefore(start) ? Duration.ZERO : Duration.between(start, end);
    }

    /** The same, after a run that took so long. */
    public CheckState measured(Duration took) {
        return new CheckState(status, pingCount, lastPingAt, lastStartAt, lastStartRunId, took);
    }

    /** When the next ping is expected, or null while none is. */
    public @Nullable Instant expectedAt(Schedule schedule) {
        return status == CheckStatus.UP && lastPingAt != null ? schedule.nextAfter(lastPingAt) : null;
    }

    /** The instant silence turns into DOWN, or null while silence is fine. */
    public @Nullable Instant downAfter(Schedule schedule, Duration grace) {
        if (status == CheckStatus.DOWN) {
            return null;
        }
        Instant expected = expectedAt(schedule);
        Instant graceBegins =
                lastStartAt == null || (expected != null && expected.isBefore(lastStartAt)) ? expected : lastStartAt;
        return graceBegins == null ? null : Deadline.after(graceBegins, grace);
    }

    /** Whether silence has lasted too long. The sweep asks the same of the database. */
    public boolean isOverdue(Instant now, Schedule schedule, Duration grace) {
        Instant downAfter = downAfter(schedule, grace);
        return downAfter != null && !now.isBefore(downAfter);
    }

    private CheckState finished(CheckStatus next, Instant at, @Nullable UUID runId, boolean endsRun) {
        Instant dated = dated(at);
        return new CheckState(
                next,
                pingCount + 1,
                dated,
                endsRun ? null : lastStartAt,
                endsRun ? null : lastStartRunId,
                measured(dated, runId));
    }
}
