package dev.rollcall.page.check.detail;

import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of status in the timeline, or a late ping.
 *
 * @param exitStatus what the job ended with; null if it was no exit status that changed the status
 */
record LoggedFlip(
        long id,
        CheckStatus from,
        CheckStatus to,
        StatusChange.Reason reason,
        Instant at,
        @Nullable Integer exitStatus) {

    public boolean isDown() {
        return to == CheckStatus.DOWN;
    }

    public boolean isLate() {
        return reason == StatusChange.Reason.LATE;
    }
}
