package dev.rollcall.ping;

import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.LockedCheck;
import dev.rollcall.check.state.PingPolicy;
import dev.rollcall.check.state.RunRules;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.check.state.StatusChange.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Applies the pings of one check, in the order of their completion, to its state. Not thread-safe. */
final class PingRules {

    private LockedCheck check;
    private final Map<UUID, Instant> starts = new HashMap<>();
    private final List<NumberedPing> log = new ArrayList<>();
    private final List<StatusChange> changes = new ArrayList<>();

    PingRules(LockedCheck check) {
        this.check = check;
    }

    /**
     * Whether a ping ends a run that is not in the state of the check because another run started after it. Its start
     * may be in the log; {@link #addRun} adds it.
     */
    boolean endsAnotherRun(Ping ping) {
        return ping.runId() != null
                && finishes(effective(ping))
                && !ping.runId().equals(check.state().lastStartRunId());
    }

    /** Adds a run that is under way besides the latest one. */
    void addRun(UUID runId, Instant startedAt) {
        starts.put(runId, startedAt);
    }

    void apply(Ping ping) {
        CheckState before = check.state();
        Instant at = before.dated(ping.receivedAt());
        PingKind kind = effective(ping);
        Duration runTime = runTime(before, ping, kind, at);
        var rules = new RunRules(check);
        CheckState after = switch (kind) {
            case SUCCESS ->
                rules.succeeded(at, ping.runId(), runTime, ping.origin().remoteAddress());
            case FAIL -> rules.failed(at, ping.runId());
            case START -> rules.started(at, ping.runId());
            case LOG, IGNORED -> before.counted();
        };
        if (runTime != null) {
            after = after.measured(runTime);
        }
        if (after.status() != before.status()) {
            changes.add(new StatusChange(
                    check.id(),
                    before.status(),
                    after.status(),
                    reason(kind, runTime),
                    at,
                    ping.origin().requestId(),
                    after.pingCount(),
                    ping.origin().traceparent()));
        }
        log.add(new NumberedPing(ping.as(kind, at), after.pingCount(), runTime == null ? null : runTime.toMillis()));
        check = check.with(after);
    }

    LockedCheck check() {
        return check;
    }

    List<NumberedPing> log() {
        return log;
    }

    List<StatusChange> changes() {
        return changes;
    }

    private PingKind effective(Ping ping) {
        PingPolicy policy = check.policy();
        boolean wrongMethod = policy.takesOnlyPost() && !ping.origin().method().equals("POST");
        boolean keptPaused = policy.manualResume() && check.state().status() == CheckStatus.PAUSED;
        if (wrongMethod || keptPaused) {
            return PingKind.IGNORED;
        }
        return policy.keywords().filterHttpBody() ? Keywords.kindOf(ping.body(), policy.keywords()) : ping.kind();
    }

    /** The duration of the run that this ping ended, or null if it ended none. Each run id is a separate run. */
    private @Nullable Duration runTime(CheckState before, Ping ping, PingKind kind, Instant at) {
        if (ping.runId() != null && kind == PingKind.START) {
            starts.put(ping.runId(), at);
        }
        if (!finishes(kind)) {
            return null;
        }
        Instant start = ping.runId() == null ? null : starts.remove(ping.runId());
        return start == null ? before.measured(at, ping.runId()) : CheckState.elapsed(start, at);
    }

    private Reason reason(PingKind kind, @Nullable Duration runTime) {
        if (kind == PingKind.FAIL) {
            return Reason.FAIL;
        }
        return check.policy().runs().limits().isTooShort(runTime) ? Reason.TOO_SHORT : Reason.PING;
    }

    private static boolean finishes(PingKind kind) {
        return kind == PingKind.SUCCESS || kind == PingKind.FAIL;
    }

    /**
     * A ping with its number in the log of its check.
     *
     * @param n the number of the ping; the pings of a check are counted from 1
     */
    record NumberedPing(Ping ping, long n, @Nullable Long durationMillis) {}
}
