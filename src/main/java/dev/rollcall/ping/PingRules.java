package dev.rollcall.ping;

import dev.rollcall.check.CheckState;
import dev.rollcall.check.CheckStatus;
import dev.rollcall.check.LockedCheck;
import dev.rollcall.check.StatusChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Folds the pings of one check, in the order they arrived, into its next state. Not thread-safe. */
final class PingRules {

    private LockedCheck check;
    private final List<NumberedPing> log = new ArrayList<>();
    private final List<StatusChange> changes = new ArrayList<>();

    PingRules(LockedCheck check) {
        this.check = check;
    }

    void apply(Ping ping) {
        CheckState before = check.state();
        PingKind kind = effective(ping);
        CheckState after = switch (kind) {
            case SUCCESS -> before.succeeded(ping.receivedAt(), ping.runId());
            case FAIL -> before.failed(ping.receivedAt(), ping.runId());
            case START -> before.started(ping.receivedAt(), ping.runId());
            case LOG, IGNORED -> before.noted();
        };
        if (after.status() != before.status()) {
            changes.add(new StatusChange(
                    check.id(),
                    before.status(),
                    after.status(),
                    after.status() == CheckStatus.DOWN ? StatusChange.Reason.FAIL : StatusChange.Reason.PING,
                    ping.receivedAt(),
                    ping.origin().requestId()));
        }
        log.add(new NumberedPing(ping.as(kind), after.pingCount(), measured(before, ping, kind)));
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
        boolean wrongMethod = check.takesOnlyPost() && !ping.origin().method().equals("POST");
        boolean keptPaused = check.manualResume() && check.state().status() == CheckStatus.PAUSED;
        if (wrongMethod || keptPaused) {
            return PingKind.IGNORED;
        }
        return check.keywords().filterHttpBody() ? Keywords.kindOf(ping.body(), check.keywords()) : ping.kind();
    }

    /** How long the run took that this ping ended, in milliseconds. */
    private static @Nullable Long measured(CheckState before, Ping ping, PingKind kind) {
        boolean finishes = kind == PingKind.SUCCESS || kind == PingKind.FAIL;
        Duration measured = finishes ? before.measured(ping.receivedAt(), ping.runId()) : null;
        return measured == null ? null : measured.toMillis();
    }

    /**
     * A ping in its check's log.
     *
     * @param n counts the pings of the check from 1
     */
    record NumberedPing(Ping ping, long n, @Nullable Long durationMillis) {}
}
