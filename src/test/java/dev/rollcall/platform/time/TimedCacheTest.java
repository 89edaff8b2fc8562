package dev.rollcall.platform.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import testing.App;

class TimedCacheTest {

    private final SettableClock clock = new SettableClock();
    private final TimedCache<String, Integer> cache = new TimedCache<>(Duration.ofSeconds(15), 10, clock);
    private final AtomicInteger worked = new AtomicInteger();

    @Test
    void manyReadersAtOnceCostOneComputation() throws Exception {
        int readers = 50;
        ExecutorService threads = Executors.newFixedThreadPool(readers);
        var asked = new CountDownLatch(readers);
        var mayEnd = new CountDownLatch(1);
        try {
            List<Future<Optional<Integer>>> answers = new ArrayList<>();
            for (int n = 0; n < readers; n++) {
                answers.add(threads.submit(() -> {
                    asked.countDown();
                    return cache.get("a", () -> {
                        await(mayEnd);
                        return Optional.of(worked.incrementAndGet());
                    });
                }));
            }
            await(asked);
            mayEnd.countDown();
            for (Future<Optional<Integer>> answer : answers) {
                assertThat(answer.get(App.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .contains(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(worked).hasValue(1);
    }

    @Test
    void manyReadersOfTheOnlyEntryCostOneComputation() throws Exception {
        int readers = 4;
        ExecutorService threads = Executors.newFixedThreadPool(readers);
        var together = new CyclicBarrier(readers);
        try {
            for (int round = 1; round <= 5_000; round++) {
                var one = new TimedCache<String, Integer>(Duration.ofSeconds(15), 1, clock);
                Callable<Optional<Integer>> read = () -> {
                    together.await(App.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                    return one.get("a", () -> Optional.of(worked.incrementAndGet()));
                };
                for (Future<Optional<Integer>> answer : threads.invokeAll(Collections.nCopies(readers, read))) {
                    assertThat(answer.get()).contains(round);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aReaderThatReadTheClockBeforeTheComputationTakesItsValue() {
        var isFirst = new AtomicBoolean(true);
        var caches = new ArrayList<TimedCache<String, Integer>>();
        InstantSource slow = () -> {
            Instant read = clock.instant();
            if (isFirst.getAndSet(false)) {
                clock.advance(Duration.ofMillis(1));
                caches.get(0).get("a", () -> Optional.of(worked.incrementAndGet()));
            }
            return read;
        };
        caches.add(new TimedCache<>(Duration.ofSeconds(15), 10, slow.withZone(ZoneOffset.UTC)));

        assertThat(caches.get(0).get("a", () -> Optional.of(worked.incrementAndGet())))
                .contains(1);
    }

    @Test
    void aValueIsKeptForItsTimeAndThenWorkedOutAgain() {
        assertThat(ask("a")).contains(1);
        clock.advance(Duration.ofMillis(14_999));
        assertThat(ask("a")).contains(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(ask("a")).contains(2);
        assertThat(ask("b")).contains(3);
    }

    @Test
    void neitherAFailureNorAnAbsenceIsKept() {
        assertThatThrownBy(() -> cache.get("a", () -> {
                    throw new IllegalStateException("away");
                }))
                .hasMessage("away");
        assertThat(cache.get("a", Optional::empty)).isEmpty();
        assertThat(ask("a")).contains(1);
    }

    @Test
    void aClockThatGoesBackDoesNotKeepAValueForLong() {
        assertThat(ask("a")).contains(1);
        clock.advance(Duration.ofDays(-1));
        assertThat(ask("a")).contains(2);
    }

    @Test
    void manyKeysDoNotFillTheMemory() {
        for (int n = 0; n < 100; n++) {
            ask("key " + n);
        }
        assertThat(cache.size()).isLessThanOrEqualTo(10);
    }

    @Test
    void valuesThatAreTooOldLeaveTheMemory() {
        ask("a");
        ask("b");
        clock.advance(Duration.ofSeconds(15));
        ask("b");
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    void aFullCacheStillKeepsItsValues() {
        var one = new TimedCache<String, Integer>(Duration.ofSeconds(15), 1, clock);
        for (int n = 0; n < 3; n++) {
            assertThat(one.get("a", () -> Optional.of(worked.incrementAndGet())))
                    .contains(1);
        }
    }

    private Optional<Integer> ask(String key) {
        return cache.get(key, () -> Optional.of(worked.incrementAndGet()));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(App.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
