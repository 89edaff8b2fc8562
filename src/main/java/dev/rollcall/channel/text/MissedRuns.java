package dev.rollcall.channel.text;

import dev.rollcall.channel.Alert;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.schedule.Deadline;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts the runs that were expected while the job was silent or failed, and did not come within their grace time. */
final class MissedRuns {

    /** Counting ends here: a check of one minute that was down for a year missed half a million runs. */
    static final int MAX_COUNTED = 1_000;

    private static final Set<StatusChange.Reason> SILENCE =
            Set.of(StatusChange.Reason.TIMEOUT, StatusChange.Reason.NOT_STARTED);

    private MissedRuns() {}

    /** The number of runs that were missed until now, or until the check came up again. */
    static int of(Alert alert, AlertHistory.Facts history) {
        StatusChange change = alert.flip().change();
        CheckView check = alert.check();
        if (change.to() == CheckStatus.DOWN) {
            Instant lastPingAt = check.state().lastPingAt();
            boolean wasSilent = SILENCE.contains(change.reason());
            return wasSilent && lastPingAt != null && lastPingAt.isBefore(change.at())
                    ? count(check, check.schedule().nextAfter(lastPingAt), alert.now())
                    : 0;
        }
        AlertHistory.PreviousChange down = history.previous();
        return down == null || change.from() != CheckStatus.DOWN
                ? 0
                : count(check, firstMissed(check, down), change.at());
    }

    private static @Nullable Instant firstMissed(CheckView check, AlertHistory.PreviousChange down) {
        if (!down.wasSilence()) {
            return check.schedule().nextAfter(down.at());
        }
        // Silence turns into down when the time of the last tolerated run has passed.
        return down.pingedAt() == null
                ? down.at().minus(lateness(check))
                : check.schedule().nextAfter(down.pingedAt());
    }

    private static int count(CheckView check, @Nullable Instant first, Instant until) {
        int missed = 0;
        Instant expected = first;
        while (expected != null
                && missed < MAX_COUNTED
                && !Deadline.after(expected, lateness(check)).isAfter(until)) {
            missed++;
            expected = check.schedule().nextAfter(expected);
        }
        return missed;
    }

    /** How late the first signal of a run may be. */
    private static Duration lateness(CheckView check) {
        Duration startGrace = check.policy().runs().limits().startGrace();
        return startGrace == null ? check.grace() : startGrace;
    }
}
