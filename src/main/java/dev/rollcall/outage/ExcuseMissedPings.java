package dev.rollcall.outage;

import dev.rollcall.platform.database.RefusedRow;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.process.WorkerProcess;
import dev.rollcall.platform.worker.WorkerJob;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Settles outages that are over. Until then the sweep does not mark a check as down that may have to be excused. If
 * what is stored for one check makes the batch fail, the checks are excused one by one without that one: it must not
 * keep the alerts of all others from being sent.
 */
@Component
@WorkerProcess
class ExcuseMissedPings implements WorkerJob {

    private static final Logger log = LoggerFactory.getLogger(ExcuseMissedPings.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int BATCH_CHECKS = 500;

    private final Excuses excuses;

    ExcuseMissedPings(Excuses excuses) {
        this.excuses = excuses;
    }

    @Override
    public String name() {
        return "excuse-missed-pings";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public int runOnce() {
        try {
            return excuses.excuseSome(BATCH_CHECKS) ? 1 : 0;
        } catch (RuntimeException e) {
            if (!RefusedRow.isCauseOf(e)) {
                throw e;
            }
            return oneByOne();
        }
    }

    private int oneByOne() {
        boolean isMore = true;
        for (int n = 0; n < BATCH_CHECKS && isMore; n++) {
            try {
                isMore = excuses.excuseSome(1);
            } catch (RefusedExcuseException e) {
                excuses.leaveOut(e.check());
                log.atError()
                        .addKeyValue("event", "excuse.refused")
                        .addKeyValue("check_key", e.check().uniqueKey())
                        .addKeyValue("reason", FailureReason.of(e))
                        .log("a check cannot be excused, and is left out");
            }
        }
        return 1;
    }
}
