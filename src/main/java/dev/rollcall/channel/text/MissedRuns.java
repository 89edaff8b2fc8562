package dev.rollcall.channel.text;

import dev.rollcall.channel.Alert;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.schedule.Deadline;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts the runs that were expected in an outage and whose grace time passed without a ping. */
final class MissedRuns {

    /** Counting ends here: a check of one minute that was down for a year missed half a million runs. */
    static final int MAX_COUNTED = 1_000;

    private MissedRuns() {}

    /** The number of runs that were missed until now, or until the check came up again. */
    static int of(Alert alert, AlertHistory.Facts history) {
        StatusChange change = alert.flip().change();
        CheckView check = alert.check();
        if (change.to() == CheckStatus.DOWN) {
            Instant lastPingAt = check.state().lastPingAt();
            boolean wasSilent = change.reason() == StatusChange.Reason.TIMEOUT;
            return wasSilent && lastPingAt != null && lastPingAt.isBefore(change.at())
                    ? count(check, check.schedule().nextAfter(lastPingAt), alert.now())
                    : 0;
        }
        Instant downAt = history.previousFlipAt();
        if (downAt == null) {
            return 0;
        }
        // Silence turns into down when the grace time of the first missed run has passed.
        Instant first = history.wasSilence()
                ? downAt.minus(check.grace())
                : check.schedule().nextAfter(downAt);
        return count(check, first, change.at());
    }

    private static int count(CheckView check, @Nullable Instant first, Instant until) {
        int missed = 0;
        Instant expected = first;
        while (expected != null
                && missed < MAX_COUNTED
                && !Deadline.after(expected, check.grace()).isAfter(until)) {
            missed++;
            expected = check.schedule().nextAfter(expected);
        }
        return missed;
    }
}
