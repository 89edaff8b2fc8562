package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {

    /** The bounds of what a generator of random numbers returns. */
    private static final RandomGenerator LOWEST = () -> 0;

    private static final RandomGenerator HIGHEST = () -> -1;

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 10", "3, 20", "4, 40", "10, 2560"})
    void thePauseBeginsWithFiveSecondsAndDoubles(int attempts, long seconds) {
        assertThat(Backoff.after(attempts, LOWEST)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 12, 33, 1_000, Integer.MAX_VALUE})
    void thePauseIsAnHourAtMostAndAFifthMore(int attempts) {
        assertThat(Backoff.after(attempts, LOWEST)).isEqualTo(Duration.ofHours(1));
        assertThat(Backoff.after(attempts, HIGHEST)).isBetween(Duration.ofMinutes(71), Duration.ofMinutes(72));
    }

    @Test
    void theLastAttemptComesAboutADayAfterTheFirst() {
        assertThat(all(LOWEST)).isBetween(Duration.ofHours(23), Duration.ofHours(25));
        assertThat(all(HIGHEST)).isBetween(Duration.ofHours(27), Duration.ofHours(30));
    }

    @ParameterizedTest
    @CsvSource({"5, 3, 5", "5, 30, 30", "5, 90000, 3600", "4000, 3700, 4000"})
    void aReceiverMayAskForALongerPauseOfAnHourAtMost(long ours, long asked, long seconds) {
        assertThat(Backoff.longer(Duration.ofSeconds(ours), Duration.ofSeconds(asked)))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    private static Duration all(RandomGenerator random) {
        return IntStream.range(1, Backoff.MAX_ATTEMPTS)
                .mapToObj(attempts -> Backoff.after(attempts, random))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
