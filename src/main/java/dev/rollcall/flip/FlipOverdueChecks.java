package dev.rollcall.flip;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.database.RefusedRow;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.process.WorkerProcess;
import dev.rollcall.platform.worker.WorkerJob;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Flips overdue checks to DOWN. Every worker runs it; each takes checks that no other worker has locked. If what is
 * stored for one check makes the batch fail, the checks are flipped one by one, and that check is left out for a while:
 * it must not keep the alerts of all others from being sent.
 */
@Component
@WorkerProcess
class FlipOverdueChecks implements WorkerJob {

    private static final Logger log = LoggerFactory.getLogger(FlipOverdueChecks.class);
    private static final int BATCH = 500;

    /** A refused check is tried again after this time, because a person may have repaired its rows by then. */
    static final Duration LEFT_OUT = Duration.ofMinutes(5);

    private final Flips flips;
    private final SweepStore sweeps;
    private final SweepSettings settings;
    private final Clock clock;

    /** The refused checks, and when they are tried again. Only the thread of this job uses it. */
    private final Map<CheckId, Instant> refused = new HashMap<>();

    FlipOverdueChecks(Flips flips, SweepStore sweeps, SweepSettings settings, Clock clock) {
        this.flips = flips;
        this.sweeps = sweeps;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "flip-overdue-checks";
    }

    @Override
    public Duration interval() {
        return settings.interval();
    }

    @Override
    public int runOnce() {
        Instant now = clock.instant();
        refused.values().removeIf(until -> !now.isBefore(until));
        try {
            return flips.flipOverdue(now, BATCH, choice(null));
        } catch (RuntimeException e) {
            if (!RefusedRow.isCauseOf(e)) {
                throw e;
            }
            return oneByOne(now);
        }
    }

    private int oneByOne(Instant now) {
        int lookedAt = 0;
        for (CheckId check : sweeps.due(now, BATCH, refused.keySet())) {
            try {
                lookedAt += flips.flipOverdue(now, 1, choice(check));
            } catch (RuntimeException e) {
                if (!RefusedRow.isCauseOf(e)) {
                    throw e;
                }
                refused.put(check, now.plus(LEFT_OUT));
                log.atError()
                        .addKeyValue("event", "sweep.refused")
                        .addKeyValue("check_key", check.uniqueKey())
                        .addKeyValue("reason", FailureReason.of(e))
                        .log("an overdue check cannot be set to down, and is left out for a while");
            }
        }
        return lookedAt;
    }

    private SweepStore.Choice choice(@Nullable CheckId only) {
        return new SweepStore.Choice(only, List.copyOf(refused.keySet()));
    }
}
