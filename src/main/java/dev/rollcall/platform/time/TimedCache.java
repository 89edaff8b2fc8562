package dev.rollcall.platform.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;

/**
 * Keeps values for a limited time. However many threads ask at once, one of them computes a value, and the others wait.
 * Values that are too old are removed when the next one is computed. Failures are not kept, and neither is the absence
 * of a value. Thread-safe.
 */
public final class TimedCache<K, V> {

    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private final Duration keep;
    private final int maxEntries;
    private final Clock clock;

    /**
     * An empty cache.
     *
     * @param keep how long a value is kept
     * @param maxEntries the most values in memory; when there is no room for another key, all are removed
     */
    public TimedCache(Duration keep, int maxEntries, Clock clock) {
        this.keep = keep;
        this.maxEntries = maxEntries;
        this.clock = clock;
    }

    /** The value of this key; empty if there is none. */
    public Optional<V> get(K key, Supplier<Optional<V>> work) {
        Instant now = clock.instant();
        Entry<V> known = entries.get(key);
        if (known == null || !known.isFresh(now, keep)) {
            makeRoom(now);
        }
        Entry<V> entry = entries.compute(
                key, (same, kept) -> kept != null && kept.isFresh(now, keep) ? kept : new Entry<>(now, work));
        Optional<V> value = Optional.empty();
        try {
            value = entry.value();
        } finally {
            if (value.isEmpty()) {
                entries.remove(key, entry);
            }
        }
        return value;
    }

    /** How many values are in memory. */
    int size() {
        return entries.size();
    }

    private void makeRoom(Instant now) {
        // Keeps those of threads that read the clock a little later.
        entries.values().removeIf(entry -> entry.isTooOld(now, keep));
        if (entries.size() >= maxEntries) {
            entries.clear();
        }
    }

    /** A value, which the first reader computes. */
    private static final class Entry<V> {

        private final Instant madeAt;
        private final SingletonSupplier<Optional<V>> value;

        Entry(Instant madeAt, Supplier<Optional<V>> work) {
            this.madeAt = madeAt;
            this.value = SingletonSupplier.of(work);
        }

        Optional<V> value() {
            return value.obtain();
        }

        boolean isFresh(Instant now, Duration keep) {
            return !isTooOld(now, keep) && !now.isBefore(madeAt);
        }

        boolean isTooOld(Instant now, Duration keep) {
            return !now.isBefore(madeAt.plus(keep));
        }
    }
}
