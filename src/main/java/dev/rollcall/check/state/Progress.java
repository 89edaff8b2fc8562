package dev.rollcall.check.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a check has counted towards its next change of status.
 *
 * @param streak failed and missed runs in a row of a check that is not down; successes in a row of one that is down
 * @param periodStartedAt the beginning of the period of the latest success; null if no {@link PingQuota} is counted
 * @param periodPings the successes in that period, counted up to the quota
 * @param periodHosts the addresses from which they came, up to the quota
 */
public record Progress(int streak, @Nullable Instant periodStartedAt, int periodPings, Set<String> periodHosts) {

    public static final Progress NONE = new Progress(0, null, 0);

    /** A progress that has counted no hosts. */
    public Progress(int streak, @Nullable Instant periodStartedAt, int periodPings) {
        this(streak, periodStartedAt, periodPings, Set.of());
    }

    Progress withStreak(int changed) {
        return new Progress(changed, periodStartedAt, periodPings, periodHosts);
    }

    Progress withoutPeriod() {
        return new Progress(streak, null, 0);
    }

    /**
     * After an outage of Rollcall, a new period begins when the outage ended, or with the latest signal since then: the
     * job is not to blame if earlier pings are missing. In the second case all hosts that were counted still count,
     * because it is unknown which of them have pinged since.
     */
    Progress excused(Instant ended, @Nullable Instant lastPingAt) {
        boolean isSince = lastPingAt != null && lastPingAt.isAfter(ended);
        return isSince ? new Progress(streak, lastPingAt, 1, periodHosts) : new Progress(streak, ended, 0);
    }

    /**
     * After a success of a check that is up: the streak has ended, and the success counts in its period.
     *
     * @param host where it came from, or null if unknown
     */
    Progress succeeded(Instant at, @Nullable String host, @Nullable PingQuota quota) {
        if (quota == null) {
            return NONE;
        }
        if (periodStartedAt == null || at.isBefore(periodStartedAt)) {
            return begun(at, host, quota);
        }
        long periods = Duration.between(periodStartedAt, at).dividedBy(quota.period());
        return periods == 0
                ? new Progress(
                        0,
                        periodStartedAt,
                        Math.min(periodPings + 1, Math.max(1, quota.pings())),
                        quota.with(periodHosts, host))
                : begun(periodStartedAt.plus(quota.period().multipliedBy(periods)), host, quota);
    }

    /** The first success of a period. */
    private static Progress begun(Instant start, @Nullable String host, PingQuota quota) {
        return new Progress(0, start, 1, quota.with(Set.of(), host));
    }
}
