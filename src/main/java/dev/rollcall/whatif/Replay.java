package dev.rollcall.whatif;

import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.Deadlines;
import dev.rollcall.check.state.LockedCheck;
import dev.rollcall.check.state.RunRules;
import dev.rollcall.check.state.StatusChange.Reason;
import dev.rollcall.whatif.PastEvent.Away;
import dev.rollcall.whatif.PastEvent.ChangedByUser;
import dev.rollcall.whatif.PastEvent.Pinged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replays the history of a check, by the rules that the service itself applies to pings ({@link RunRules}) and to
 * silence ({@link Deadlines}). Not thread-safe.
 */
final class Replay {

    private final List<ReplayedAlert> alerts = new ArrayList<>();
    private LockedCheck check;
    private @Nullable Instant lateAlerted;

    /** Begins with the settings to try, and with the state before the first event; {@code check} has both. */
    Replay(LockedCheck check) {
        this.check = check;
    }

    /** Applies the next event. Events must come in the order of their times. */
    void apply(PastEvent event) {
        if (event instanceof Away away) {
            // Silence does not count while a ping may have been lost.
            silence(away.began());
            become(new RunRules(check).excused(away.began(), away.at()), null, away.at());
            return;
        }
        silence(event.at());
        if (event instanceof Pinged ping) {
            CheckState after = after(ping);
            become(ping.took() == null ? after : after.measured(ping.took()), reason(ping), ping.at());
        } else if (event instanceof ChangedByUser change) {
            CheckState state = check.state();
            become(change.isPaused() ? state.paused() : state.resumed(), Reason.USER, change.at());
        }
    }

    /** Applies the silence from the last event up to this time. */
    void silence(Instant until) {
        Deadlines deadlines = check.deadlines();
        Deadlines.Miss miss = deadlines.down();
        Instant late = deadlines.lateAfter();
        if (late != null && miss != null && !late.isAfter(until) && !late.equals(lateAlerted)) {
            lateAlerted = late;
            alerts.add(new ReplayedAlert(late, "late", Reason.LATE));
        }
        if (miss != null && !miss.at().isAfter(until)) {
            become(new RunRules(check).missed(), miss.reason(), miss.at());
        }
    }

    /** The state after the events so far. */
    CheckState state() {
        return check.state();
    }

    List<ReplayedAlert> alerts() {
        return alerts;
    }

    private CheckState after(Pinged ping) {
        var rules = new RunRules(check);
        return switch (ping.kind()) {
            case SUCCESS -> rules.succeeded(ping.at(), ping.runId(), ping.took(), ping.host());
            case FAIL -> rules.failed(ping.at(), ping.runId());
            case START -> rules.started(ping.at(), ping.runId());
            case LOG, IGNORED -> check.state().counted();
        };
    }

    private Reason reason(Pinged ping) {
        if (ping.kind() == Pinged.Kind.FAIL) {
            return Reason.FAIL;
        }
        return check.policy().runs().limits().isTooShort(ping.took()) ? Reason.TOO_SHORT : Reason.PING;
    }

    private void become(CheckState next, @Nullable Reason reason, Instant at) {
        CheckStatus from = check.state().status();
        check = check.with(next);
        boolean isRecovery = from == CheckStatus.DOWN && next.status() == CheckStatus.UP;
        if (reason != null && next.status() != from && (next.status() == CheckStatus.DOWN || isRecovery)) {
            alerts.add(new ReplayedAlert(latest(at), isRecovery ? "up" : "down", reason));
        }
    }

    /** A flip is dated no earlier than the last ping and the last flip. */
    private Instant latest(Instant at) {
        Instant dated = at;
        Instant pinged = check.state().lastPingAt();
        if (pinged != null && pinged.isAfter(dated)) {
            dated = pinged;
        }
        Instant alerted =
                alerts.isEmpty() ? dated : alerts.get(alerts.size() - 1).at();
        return alerted.isAfter(dated) ? alerted : dated;
    }
}
