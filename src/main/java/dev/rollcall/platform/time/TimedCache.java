package dev.rollcall.platform.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
        Entry<V> known = fresh(key, clock.instant());
        Entry<V> entry = known == null ? freshOrNew(key, work) : known;
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

    private @Nullable Entry<V> fresh(K key, Instant now) {
        Entry<V> kept = entries.get(key);
        return kept != null && kept.isFresh(now, keep) ? kept : null;
    }

    /** One thread at a time looks, makes room and adds, or a thread could remove what another one has just added. */
    private synchronized Entry<V> freshOrNew(K key, Supplier<Optional<V>> work) {
        // Read again, because an entry that another thread has just added would seem to be of the future.
        Instant now = clock.instant();
        Entry<V> kept = fresh(key, now);
        if (kept != null) {
            return kept;
        }
        makeRoom(now);
        var added = new Entry<>(now, work);
        entries.put(key, added);
        return added;
    }

    private void makeRoom(Instant now) {
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
