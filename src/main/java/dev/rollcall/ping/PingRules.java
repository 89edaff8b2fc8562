package dev.rollcall.ping;

import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.LockedCheck;
import dev.rollcall.check.state.PingPolicy;
import dev.rollcall.check.state.StatusChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Folds the pings of one check, in the order they arrived, into its next state. Not thread-safe. */
final class PingRules {

    private LockedCheck check;
    private final Map<UUID, Instant> starts = new HashMap<>();
    private final List<NumberedPing> log = new ArrayList<>();
    private final List<StatusChange> changes = new ArrayList<>();

    PingRules(LockedCheck check) {
        this.check = check;
    }

    /**
     * Whether a ping ends a run that the state of its check does not know of, because another one began after it. Then
     * {@link #began} may tell more.
     */
    boolean endsAnotherRun(Ping ping) {
        return ping.runId() != null
                && finishes(effective(ping))
                && !ping.runId().equals(check.state().lastStartRunId());
    }

    /** Tells of a run that is under way besides the latest. */
    void began(UUID runId, Instant at) {
        starts.put(runId, at);
    }

    void apply(Ping ping) {
        CheckState before = check.state();
        Instant at = before.dated(ping.receivedAt());
        PingKind kind = effective(ping);
        Duration took = took(before, ping, kind, at);
        CheckState after = switch (kind) {
            case SUCCESS -> before.succeeded(at, ping.runId());
            case FAIL -> before.failed(at, ping.runId());
            case START -> before.started(at, ping.runId());
            case LOG, IGNORED -> before.noted();
        };
        if (took != null) {
            after = after.measured(took);
        }
        if (after.status() != before.status()) {
            changes.add(new StatusChange(
                    check.id(),
                    before.status(),
                    after.status(),
                    after.status() == CheckStatus.DOWN ? StatusChange.Reason.FAIL : StatusChange.Reason.PING,
                    at,
                    ping.origin().requestId(),
                    after.pingCount()));
        }
        log.add(new NumberedPing(ping.as(kind, at), after.pingCount(), took == null ? null : took.toMillis()));
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

    /** How long the run took that this ping ended; null when it ended none. Each run id is a run of its own. */
    private @Nullable Duration took(CheckState before, Ping ping, PingKind kind, Instant at) {
        if (ping.runId() != null && kind == PingKind.START) {
            starts.put(ping.runId(), at);
        }
        if (!finishes(kind)) {
            return null;
        }
        Instant start = ping.runId() == null ? null : starts.remove(ping.runId());
        return start == null ? before.measured(at, ping.runId()) : CheckState.elapsed(start, at);
    }

    private static boolean finishes(PingKind kind) {
        return kind == PingKind.SUCCESS || kind == PingKind.FAIL;
    }

    /**
     * A ping in its check's log.
     *
     * @param n counts the pings of the check from 1
     */
    record NumberedPing(Ping ping, long n, @Nullable Long durationMillis) {}
}
