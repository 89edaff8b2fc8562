package dev.rollcall.delivery;

import dev.rollcall.delivery.QueueStore.Taking;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Limits the deliveries that one worker makes at the same time: in all, to one channel, and to one host. A delivery
 * whose host is at its limit is parked until an earlier one ends. Some are taken in advance and parked, so a thread
 * that ends a delivery need not wait for the database. Once half of a host's limit is parked, no more are taken for
 * channels of that host. Thread-safe.
 */
final class FairShare {

    /** The maximum number of channels whose host is remembered. */
    private static final int MAX_KNOWN = 10_000;

    private final int threads;
    private final int perChannel;
    private final int perHost;
    private final Map<UUID, Integer> byChannel = new HashMap<>();
    private final Map<String, Integer> byHost = new HashMap<>();
    private final Map<String, Deque<Attempt>> parked = new HashMap<>();
    private final Map<UUID, String> hosts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, String> eldest) {
            return size() > MAX_KNOWN;
        }
    };
    private int running;

    FairShare(DeliverySettings settings) {
        this.threads = settings.concurrency();
        this.perChannel = settings.ofChannel();
        this.perHost = settings.ofHost();
    }

    /** What a worker can take now, at most {@code depth} of a channel. */
    synchronized Taking taking(UUID worker, @Nullable UUID after, int depth) {
        int most = Math.min(perChannel, depth);
        Map<UUID, Integer> rooms = new HashMap<>();
        byChannel.forEach((channel, held) -> rooms.put(channel, Math.max(0, Math.min(perChannel - held, most))));
        if (parked.keySet().stream().anyMatch(this::hasEnough)) {
            hosts.forEach((channel, host) -> {
                if (hasEnough(host)) {
                    rooms.put(channel, 0);
                }
            });
        }
        return new Taking(worker, threads - running, after, rooms, most);
    }

    /** Begins a delivery that was taken, or parks it. */
    synchronized Start begin(Attempt attempt, String host) {
        UUID channel = attempt.taken().channelId();
        hosts.put(channel, host);
        boolean isFull = byHost.getOrDefault(host, 0) >= perHost;
        if (isFull && parked(host) >= 2 * perHost) {
            return Start.REFUSED;
        }
        byChannel.merge(channel, 1, Integer::sum);
        if (isFull) {
            parked.computeIfAbsent(host, none -> new ArrayDeque<>()).add(attempt);
            return Start.PARKED;
        }
        byHost.merge(host, 1, Integer::sum);
        running++;
        return Start.NOW;
    }

    /** Ends a delivery. Returns a parked one that the same thread is to make now, or null. */
    synchronized @Nullable Attempt end(Attempt attempt, String host) {
        release(byChannel, attempt.taken().channelId());
        Deque<Attempt> waiting = parked.get(host);
        Attempt next = waiting == null ? null : waiting.poll();
        if (next == null) {
            parked.remove(host);
            release(byHost, host);
            running--;
        }
        return next;
    }

    /** Whether more may be taken now that a delivery to this host has ended: a thread is free, or few are parked. */
    synchronized boolean isShort(String host) {
        return byHost.getOrDefault(host, 0) < perHost || !hasEnough(host);
    }

    /** Forgets the parked deliveries and returns them. */
    synchronized List<Attempt> unpark() {
        List<Attempt> all = new ArrayList<>();
        parked.values().forEach(all::addAll);
        parked.clear();
        all.forEach(attempt -> release(byChannel, attempt.taken().channelId()));
        return all;
    }

    private boolean hasEnough(String host) {
        return parked(host) >= Math.max(1, perHost / 2);
    }

    private int parked(String host) {
        Deque<Attempt> waiting = parked.get(host);
        return waiting == null ? 0 : waiting.size();
    }

    private static <K> void release(Map<K, Integer> counts, K key) {
        counts.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
    }

    /** What happens to a delivery that was taken. */
    enum Start {
        /** It is to be made now. */
        NOW,
        /** It waits until one to the same host ends. */
        PARKED,
        /** Too many wait already, so it must be handed back. */
        REFUSED
    }
}
