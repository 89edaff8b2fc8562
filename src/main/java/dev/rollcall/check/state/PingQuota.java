package dev.rollcall.check.state;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A number of pings, or of hosts that ping, in each period. Periods follow each other without a gap. The first begins
 * with the success that brings the check up, or with the next success after the quota was set.
 *
 * @param pings how many successes must come in each period; 0 if any number will do
 * @param hosts from how many addresses they must come; 0 if any number will do
 */
public record PingQuota(int pings, int hosts, Duration period) {

    /** Stands for a host whose address is not known. */
    private static final String UNKNOWN = "unknown";

    /** Whether enough pings have come in the period that is counted. */
    boolean isReached(Progress progress) {
        return progress.periodPings() >= pings && progress.periodHosts().size() >= hosts;
    }

    /** The hosts of a period after a ping of this one. No more than the quota needs are kept. */
    Set<String> with(Set<String> known, @Nullable String host) {
        String named = host == null ? UNKNOWN : host;
        if (known.size() >= hosts || known.contains(named)) {
            return known;
        }
        Set<String> more = new LinkedHashSet<>(known);
        more.add(named);
        return more;
    }
}
