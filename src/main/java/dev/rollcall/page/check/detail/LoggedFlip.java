package dev.rollcall.page.check.detail;

import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of status in the timeline, or a late ping.
 *
 * @param exitStatus the exit status of the job; null if no exit status caused the change
 * @param acknowledgedAt when a person said that they take care of it; null if nobody did
 */
record LoggedFlip(
        long id,
        CheckStatus from,
        CheckStatus to,
        StatusChange.Reason reason,
        Instant at,
        @Nullable Integer exitStatus,
        @Nullable Instant acknowledgedAt) {

    public boolean isDown() {
        return to == CheckStatus.DOWN;
    }

    public boolean isLate() {
        return reason == StatusChange.Reason.LATE;
    }
}
