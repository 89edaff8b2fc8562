package dev.rollcall.platform.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.springframework.beans.factory.ObjectProvider;

/** How many pings a second this process has recorded lately. Used by one thread. */
final class PingRate {

    /** Jobs often run at full minutes, so over a shorter time the rate would mostly be zero. */
    static final Duration WINDOW = Duration.ofSeconds(10);

    private static final double NANOS = 1e9;

    private final ObjectProvider<PingTotal> pings;
    private final Deque<Sample> samples = new ArrayDeque<>();

    PingRate(ObjectProvider<PingTotal> pings) {
        this.pings = pings;
    }

    /**
     * The rate since the latest call that is at least {@link #WINDOW} old, or since the first call. Zero at the first
     * call, and in a process that receives no pings.
     *
     * @param now in nanoseconds of a monotonic clock
     */
    double measure(long now) {
        PingTotal total = pings.getIfAvailable();
        if (total == null) {
            return 0;
        }
        var present = new Sample(now, total.recordedPings());
        samples.addLast(present);
        while (samples.size() > 2 && now - second().at() >= WINDOW.toNanos()) {
            samples.removeFirst();
        }
        Sample since = samples.getFirst();
        return now == since.at() ? 0 : (present.total() - since.total()) * NANOS / (now - since.at());
    }

    private Sample second() {
        return samples.stream().skip(1).findFirst().orElseThrow();
    }

    private record Sample(long at, long total) {}
}
