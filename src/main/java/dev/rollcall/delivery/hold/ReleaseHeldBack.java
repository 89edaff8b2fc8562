package dev.rollcall.delivery.hold;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.mute.Mute;
import dev.rollcall.mute.Mutes;
import dev.rollcall.platform.process.WorkerProcess;
import dev.rollcall.platform.worker.WorkerJob;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Checks again whether checks with held-back deliveries are still muted, and makes the deliveries due if they are not.
 * So it finds the end of mutes that no event announces, such as the recovery of a parent.
 */
@Component
@WorkerProcess
class ReleaseHeldBack implements WorkerJob {

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final int BATCH_CHECKS = 1_000;

    /** Below the id of any check. */
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final HoldStore store;
    private final Mutes mutes;
    private final Clock clock;
    private UUID after = BEFORE_ALL;

    ReleaseHeldBack(HoldStore store, Mutes mutes, Clock clock) {
        this.store = store;
        this.mutes = mutes;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "release-held-back";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    /** Looks at the next checks. Returns their number, or 0 when a round is over. */
    @Override
    public int runOnce() {
        Instant now = clock.instant();
        List<CheckId> checks = store.muted(after, BATCH_CHECKS, now);
        Map<CheckId, Mute> muted = mutes.of(checks, now);
        store.release(checks.stream().filter(check -> !muted.containsKey(check)).toList(), now);
        boolean isRoundOver = checks.size() < BATCH_CHECKS;
        after = isRoundOver ? BEFORE_ALL : checks.get(checks.size() - 1).value();
        return isRoundOver ? 0 : checks.size();
    }
}
