package dev.rollcall.check.state;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a check has counted towards its next change of status.
 *
 * @param streak failed and missed runs in a row of a check that is not down; successes in a row of one that is down
 * @param periodStartedAt the beginning of the period of the latest success; null if no {@link PingQuota} is counted
 * @param periodPings the successes in that period, counted up to the quota
 */
public record Progress(int streak, @Nullable Instant periodStartedAt, int periodPings) {

    public static final Progress NONE = new Progress(0, null, 0);

    Progress withStreak(int changed) {
        return new Progress(changed, periodStartedAt, periodPings);
    }

    Progress withoutPeriod() {
        return new Progress(streak, null, 0);
    }

    /**
     * After an outage of Rollcall: a new period begins with it, or with the latest signal since then. Fewer pings than
     * came are no fault of the job.
     */
    Progress excused(Instant ended, @Nullable Instant lastPingAt) {
        boolean isSince = lastPingAt != null && lastPingAt.isAfter(ended);
        return isSince ? new Progress(streak, lastPingAt, 1) : new Progress(streak, ended, 0);
    }

    /** After a success of a check that is up: the streak has ended, and the success counts in its period. */
    Progress succeeded(Instant at, @Nullable PingQuota quota) {
        if (quota == null) {
            return NONE;
        }
        if (periodStartedAt == null || at.isBefore(periodStartedAt)) {
            return new Progress(0, at, 1);
        }
        long periods = Duration.between(periodStartedAt, at).dividedBy(quota.period());
        return periods == 0
                ? new Progress(0, periodStartedAt, Math.min(periodPings + 1, quota.pings()))
                : new Progress(0, periodStartedAt.plus(quota.period().multipliedBy(periods)), 1);
    }
}
