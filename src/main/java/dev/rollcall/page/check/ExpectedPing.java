package dev.rollcall.page.check;

import dev.rollcall.check.CheckView;
import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.Progress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a check expects its next ping. A check that is down waits for one too, and the page shows it. */
public final class ExpectedPing {

    private ExpectedPing() {}

    /** Null if no ping is expected. */
    public static @Nullable Instant of(CheckView check) {
        CheckState state = check.state();
        return at(state.status(), state.lastPingAt(), state.excusedAt(), check.schedule());
    }

    static @Nullable Instant at(
            CheckStatus status, @Nullable Instant lastPingAt, @Nullable Instant excusedAt, Schedule schedule) {
        if (status != CheckStatus.UP && status != CheckStatus.DOWN) {
            return null;
        }
        return new CheckState(CheckStatus.UP, 0, lastPingAt, null, null, null, Progress.NONE, excusedAt)
                .expectedAt(schedule);
    }
}
