package dev.rollcall.check.state;

import java.time.Duration;

/**
 * A number of pings in each period. Periods follow each other without a gap; the first begins with the success that
 * makes the check up.
 *
 * @param pings how many successes must come in each period, at least 1
 */
public record PingQuota(int pings, Duration period) {}
