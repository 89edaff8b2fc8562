package dev.rollcall.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 10", "3, 20", "4, 40", "10, 2560"})
    void thePauseBeginsWithFiveSecondsAndDoubles(int attempts, long seconds) {
        assertThat(Backoff.after(attempts)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 12, 33, 1_000, Integer.MAX_VALUE})
    void thePauseIsNeverLongerThanAnHour(int attempts) {
        assertThat(Backoff.after(attempts)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void theLastAttemptComesAboutADayAfterTheFirst() {
        int last = IntStream.iterate(1, n -> n + 1)
                .filter(Backoff::isLast)
                .findFirst()
                .orElseThrow();
        Duration tried =
                Stream.iterate(1, n -> n < last, n -> n + 1).map(Backoff::after).reduce(Duration.ZERO, Duration::plus);

        assertThat(tried).isBetween(Duration.ofHours(23), Duration.ofHours(25));
    }

    @Test
    void thereIsNoAttemptAfterTheLastOne() {
        assertThat(Backoff.isLast(1)).isFalse();
        assertThat(Backoff.isLast(32)).isFalse();
        assertThat(Backoff.isLast(33)).isTrue();
        assertThat(Backoff.isLast(34)).isTrue();
    }
}
