package dev.rollcall.flip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollcall.platform.problem.InvalidRequestException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlipPeriodTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_000_000);

    @Test
    void withoutParametersAllAreMeant() {
        assertThat(FlipPeriod.of(null, null, null, NOW)).isEqualTo(FlipPeriod.ALL);
        assertThat(FlipPeriod.of("", null, null, NOW)).isEqualTo(FlipPeriod.ALL);
    }

    @Test
    void secondsCountBackFromNow() {
        assertThat(FlipPeriod.of("60", null, null, NOW)).isEqualTo(new FlipPeriod(NOW.minusSeconds(60), null));
    }

    @Test
    void startAndEndAreTimestamps() {
        assertThat(FlipPeriod.of(null, "0", "10000000000", NOW))
                .isEqualTo(new FlipPeriod(Instant.EPOCH, Instant.ofEpochSecond(10_000_000_000L)));
    }

    @Test
    void theLaterOfTwoBeginningsCounts() {
        assertThat(FlipPeriod.of("60", "999990", null, NOW).from()).isEqualTo(NOW.minusSeconds(10));
        assertThat(FlipPeriod.of("5", "999990", null, NOW).from()).isEqualTo(NOW.minusSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({
        "abc,is not a number",
        "1.5,is not a number",
        "+1,is not a number",
        "' 1',is not a number",
        "-1,is out of bounds",
        "10000000001,is out of bounds",
        "12345678901234567890,is out of bounds"
    })
    void anInvalidNumberIsRefusedWithItsName(String value, String fault) {
        for (String name : new String[] {"seconds", "start", "end"}) {
            var refused = catchThrowableOfType(
                    InvalidRequestException.class,
                    () -> FlipPeriod.of(
                            name.equals("seconds") ? value : null,
                            name.equals("start") ? value : null,
                            name.equals("end") ? value : null,
                            NOW));
            assertThat(refused).hasMessage(name + " " + fault);
            assertThat(refused.fields()).containsOnlyKeys(name);
        }
    }

    @Test
    void anEmptyTimestampIsRefused() {
        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> FlipPeriod.of("", "", "", NOW))
                        .fields())
                .containsOnlyKeys("start", "end");
    }

    @Test
    void moreThanAYearOfSecondsIsRefused() {
        assertThat(FlipPeriod.of("31536000", null, null, NOW).from()).isEqualTo(NOW.minusSeconds(31_536_000));
        assertThat(catchThrowableOfType(
                        InvalidRequestException.class, () -> FlipPeriod.of("31536001", null, null, NOW)))
                .hasMessage("seconds is out of bounds");
    }
}
