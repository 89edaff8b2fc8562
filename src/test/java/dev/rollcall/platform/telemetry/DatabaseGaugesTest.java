package dev.rollcall.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseGaugesTest {

    private static final ToDoubleFunction<Integer> NUMBER = Integer::doubleValue;

    private final DatabaseGauges gauges = new DatabaseGauges();
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @AfterEach
    void releaseHangingReadings() {
        mayEnd.countDown();
        gauges.destroy();
    }

    @Test
    void aSlowReadingDoesNotAffectTheOthers() {
        DatabaseGauges.CachedReading<Integer> before = gauges.of(() -> 1);
        DatabaseGauges.CachedReading<Integer> slow = gauges.of(this::hang);
        DatabaseGauges.CachedReading<Integer> after = gauges.of(() -> 3);

        assertThat(before.number(NUMBER)).isEqualTo(1);
        assertThat(slow.number(NUMBER)).isNaN();
        assertThat(after.number(NUMBER)).isEqualTo(3);
    }

    @Test
    void aFailedReadingDoesNotAffectTheOthers() {
        DatabaseGauges.CachedReading<Integer> broken = gauges.of(() -> {
            throw new AssertionError("a bug");
        });
        DatabaseGauges.CachedReading<Integer> sound = gauges.of(() -> 2);

        assertThat(broken.number(NUMBER)).isNaN();
        assertThat(sound.number(NUMBER)).isEqualTo(2);
    }

    @Test
    void manyHangingReadingsTakeNoLongerThanOne() {
        List<DatabaseGauges.CachedReading<Integer>> hanging =
                IntStream.range(0, 6).mapToObj(n -> gauges.of(this::hang)).toList();

        long begun = System.nanoTime();
        assertThat(hanging)
                .allSatisfy(reading -> assertThat(reading.number(NUMBER)).isNaN());

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aRecentReadingIsNotRepeated() {
        var times = new AtomicInteger();
        DatabaseGauges.CachedReading<Integer> counted = gauges.of(times::incrementAndGet);

        assertThat(counted.number(NUMBER)).isEqualTo(1);
        assertThat(counted.number(NUMBER)).isEqualTo(1);
    }

    private int hang() {
        try {
            return mayEnd.await(1, TimeUnit.MINUTES) ? 0 : 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
