package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
        Duration tried = Stream.iterate(1, n -> n < Backoff.MAX_ATTEMPTS, n -> n + 1)
                .map(Backoff::after)
                .reduce(Duration.ZERO, Duration::plus);

        assertThat(tried).isBetween(Duration.ofHours(23), Duration.ofHours(25));
    }
}
