package dev.rollcall.platform.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;

/**
 * How many requests a minute each key, check or address may send to this process. Each has a token bucket: it may send
 * a whole minute's requests at once, and then as many as the bucket gets back. Other processes count for themselves.
 */
public final class RateLimit {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    /**
     * Bounds the memory, some 10 MB. Beyond it, the least used bucket is dropped, which only makes the limit more
     * generous.
     */
    static final int MAX_BUCKETS = 50_000;

    private final String name;
    private final int quota;
    private final TimeMeter time;
    private final Refusals refusals;
    private final Cache<Object, Bucket> buckets;

    /**
     * A limit.
     *
     * @param name what it counts, as in the headers: {@code key}
     * @param quota requests a minute
     */
    public RateLimit(String name, int quota, Refusals refusals) {
        this(name, quota, refusals, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimit(String name, int quota, Refusals refusals, TimeMeter time) {
        this.name = name;
        this.quota = quota;
        this.refusals = refusals;
        this.time = time;
        // A bucket that was unused for the whole window is full again, so nothing is lost with it.
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_BUCKETS)
                .expireAfterAccess(WINDOW)
                .ticker(time::currentTimeNanos)
                .executor(Runnable::run)
                .build();
    }

    /** Counts a request of this key, and says whether it may be served. */
    public Decision count(Object key) {
        ConsumptionProbe probe = buckets.get(key, unused -> newBucket()).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            refusals.add();
        }
        return new Decision(this, probe.isConsumed(), probe.getRemainingTokens(), probe.getNanosToWaitForRefill());
    }

    /** How many buckets are in memory. */
    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(quota).refillGreedy(quota, WINDOW))
                .withCustomTimePrecision(time)
                .build();
    }

    /**
     * Whether a request may be served.
     *
     * @param remaining how many more may come at once
     * @param waitNanos until the next one may come, if this one may not
     */
    public record Decision(RateLimit limit, boolean isAllowed, long remaining, long waitNanos) {

        /**
         * What the client is told about the limit (draft-ietf-httpapi-ratelimit-headers-10), and if the request is
         * refused, when it may try again.
         */
        public HttpHeaders headers() {
            var headers = new HttpHeaders();
            headers.set("RateLimit-Policy", "\"%s\";q=%d;w=%d".formatted(limit.name, limit.quota, WINDOW.toSeconds()));
            if (isAllowed) {
                headers.set("RateLimit", "\"%s\";r=%d".formatted(limit.name, remaining));
            } else {
                headers.set("RateLimit", "\"%s\";r=0;t=%d".formatted(limit.name, waitSeconds()));
                headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(waitSeconds()));
            }
            return headers;
        }

        public void writeTo(HttpServletResponse response) {
            headers().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        }

        /** Rounded up, so a client that waits this long is served. */
        private long waitSeconds() {
            return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(waitNanos + TimeUnit.SECONDS.toNanos(1) - 1));
        }
    }
}
