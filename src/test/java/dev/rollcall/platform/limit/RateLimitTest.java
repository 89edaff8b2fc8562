package dev.rollcall.platform.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class RateLimitTest {

    private static final int QUOTA = 6;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final RateLimit limit = new RateLimit("key", QUOTA, new Refusals(registry, "key"), new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    @Test
    void aMinutesRequestsMayComeAtOnceAndTheNextOneIsRefused() {
        for (int left = QUOTA - 1; left >= 0; left--) {
            RateLimit.Decision decision = limit.count("a");
            assertThat(decision.isAllowed()).isTrue();
            assertThat(decision.remaining()).isEqualTo(left);
        }
        assertThat(limit.count("a").isAllowed()).isFalse();
        assertThat(registry.counter("rollcall.requests.limited", "limit", "key").count())
                .isEqualTo(1);
    }

    @Test
    void eachKeyHasItsOwnQuota() {
        exhaust("a");

        assertThat(limit.count("b").isAllowed()).isTrue();
    }

    @Test
    void whoWaitsAsLongAsTheAnswerSaysIsServed() {
        exhaust("a");
        HttpHeaders refused = limit.count("a").headers();
        long wait = Long.parseLong(refused.getOrEmpty(HttpHeaders.RETRY_AFTER).get(0));

        pass(Duration.ofSeconds(wait).minusMillis(1));
        assertThat(limit.count("a").isAllowed()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(limit.count("a").isAllowed()).isTrue();
    }

    /**
     * The form of draft-ietf-httpapi-ratelimit-headers-10: a minute has 6 requests, so one comes back in 10 seconds.
     */
    @Test
    void theHeadersSayWhatTheLimitIsAndWhatIsLeftOfIt() {
        HttpHeaders first = limit.count("a").headers();
        assertThat(first.getFirst("RateLimit-Policy")).isEqualTo("\"key\";q=6;w=60");
        assertThat(first.getFirst("RateLimit")).isEqualTo("\"key\";r=5");
        assertThat(first.getFirst(HttpHeaders.RETRY_AFTER)).isNull();

        exhaust("a");
        pass(Duration.ofMillis(500));
        HttpHeaders refused = limit.count("a").headers();
        assertThat(refused.getFirst("RateLimit-Policy")).isEqualTo("\"key\";q=6;w=60");
        assertThat(refused.getFirst("RateLimit")).isEqualTo("\"key\";r=0;t=10");
        assertThat(refused.getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("10");
    }

    @Test
    void aMillionKeysTakeBoundedMemoryAndABusyOneStaysLimited() {
        exhaust("busy");
        IntStream.range(0, 1_000_000).forEach(n -> {
            limit.count(n);
            if (n % 100 == 0) {
                assertThat(limit.count("busy").isAllowed()).isFalse();
            }
        });

        assertThat(limit.size()).isLessThanOrEqualTo(RateLimit.MAX_BUCKETS);
    }

    private void exhaust(String key) {
        while (limit.count(key).isAllowed()) {
            // Until nothing is left.
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
