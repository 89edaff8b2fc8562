package dev.rollcall.delivery;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * How many deliveries of one channel a worker takes at a time. While more channels wait than the worker has threads, it
 * takes one of each in turn: every channel gets its first alert early, and a receiver gets its alerts over few
 * connections. When threads are left, the next take doubles the number. Not thread-safe.
 */
final class TakeDepth {

    private final int most;
    private int depth = 1;

    /** {@code most} is the largest depth. */
    TakeDepth(int most) {
        this.most = most;
    }

    int current() {
        return depth;
    }

    /**
     * Sets the depth for the next take.
     *
     * @param limit the largest number of deliveries that the last take could return
     * @param channels the channel of each delivery that it returned
     * @return whether to take again at once: threads are left, and a channel may have more
     */
    boolean adjust(int limit, List<UUID> channels) {
        if (channels.size() >= limit) {
            depth = 1;
            return false;
        }
        if (depth == most || mostOfOne(channels) < depth) {
            return false;
        }
        depth = Math.min(2 * depth, most);
        return true;
    }

    private static int mostOfOne(List<UUID> channels) {
        return Set.copyOf(channels).stream()
                .mapToInt(channel -> Collections.frequency(channels, channel))
                .max()
                .orElse(0);
    }
}
