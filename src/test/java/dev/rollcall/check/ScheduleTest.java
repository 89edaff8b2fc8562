package dev.rollcall.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    /** Clocks go from 03:00 to 04:00 on 29 March 2026, and from 04:00 back to 03:00 on 25 October. */
    private static final ZoneId RIGA = ZoneId.of("Europe/Riga");

    @Test
    void aPeriodIsCountedFromTheLastPing() {
        Instant ping = Instant.parse("2026-01-01T12:34:56.789012Z");

        assertThat(new Every(Duration.ofHours(1)).nextAfter(ping))
                .isEqualTo(Instant.parse("2026-01-01T13:34:56.789012Z"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void aPeriodIsPositive(long seconds) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Every(Duration.ofSeconds(seconds)));
    }

    @Test
    void aCronExpressionComesAtTheStartOfAMinute() {
        assertThat(next("*/5 * * * *", UTC, "2026-01-01T00:04:59.999999", 1)).containsExactly("2026-01-01T00:05");
        assertThat(next("*/5 * * * *", UTC, "2026-01-01T00:05:00.000001", 1)).containsExactly("2026-01-01T00:10");
    }

    @Test
    void theInstantItselfIsNotAfterIt() {
        assertThat(next("*/5 * * * *", UTC, "2026-01-01T00:05", 1)).containsExactly("2026-01-01T00:10");
    }

    @Test
    void aCronExpressionIsReadInItsTimeZone() {
        Instant instant = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(new Cron("0 4 * * *", RIGA).nextAfter(instant)).isEqualTo(Instant.parse("2026-01-01T02:00:00Z"));
        assertThat(new Cron("0 4 * * *", UTC).nextAfter(instant)).isEqualTo(Instant.parse("2026-01-01T04:00:00Z"));
    }

    @Test
    void rangesListsAndStepsMeanWhatTheyMeanInACrontab() {
        assertThat(next("10-30/10 9-17 * * mon-fri", UTC, "2026-01-02T17:10", 3))
                .containsExactly("2026-01-02T17:20", "2026-01-02T17:30", "2026-01-05T09:10");
        assertThat(next("0 0,12 1 */2 *", UTC, "2026-01-01T00:00", 3))
                .containsExactly("2026-01-01T12:00", "2026-03-01T00:00", "2026-03-01T12:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "sun", "SUN"})
    void sundayHasFourNames(String sunday) {
        assertThat(next("0 0 * * " + sunday, UTC, "2026-01-01T00:00", 2))
                .containsExactly("2026-01-04T00:00", "2026-01-11T00:00");
    }

    @Test
    void whenBothDaysAreRestrictedEitherIsEnough() {
        assertThat(next("0 0 13 * 5", UTC, "2026-01-01T00:00", 4))
                .containsExactly("2026-01-02T00:00", "2026-01-09T00:00", "2026-01-13T00:00", "2026-01-16T00:00");
    }

    @Test
    void whenOneDayIsRestrictedItAloneCounts() {
        assertThat(next("0 0 13 * *", UTC, "2026-01-01T00:00", 2))
                .containsExactly("2026-01-13T00:00", "2026-02-13T00:00");
        assertThat(next("0 0 * * 5", UTC, "2026-01-01T00:00", 2))
                .containsExactly("2026-01-02T00:00", "2026-01-09T00:00");
    }

    @Test
    void aDayThatAMonthLacksIsPassedOver() {
        assertThat(next("0 0 31 * *", UTC, "2026-01-31T00:00", 2))
                .containsExactly("2026-03-31T00:00", "2026-05-31T00:00");
        assertThat(next("0 0 29 2 *", UTC, "2026-01-01T00:00", 2))
                .containsExactly("2028-02-29T00:00", "2032-02-29T00:00");
    }

    @Test
    void aTimeOutsideTheChangedHourComesOnceADayWhenClocksGoForward() {
        assertThat(next("30 2 * * *", RIGA, "2026-03-28T12:00", 2))
                .containsExactly("2026-03-29T02:30", "2026-03-30T02:30");
        assertThat(instants("0 4 * * *", RIGA, "2026-03-28T12:00", 2))
                .containsExactly(Instant.parse("2026-03-29T01:00:00Z"), Instant.parse("2026-03-30T01:00:00Z"));
    }

    @Test
    void aTimeOutsideTheRepeatedHourComesOnceADayWhenClocksGoBack() {
        assertThat(instants("30 2 * * *", RIGA, "2026-10-24T12:00", 2))
                .containsExactly(Instant.parse("2026-10-24T23:30:00Z"), Instant.parse("2026-10-26T00:30:00Z"));
        assertThat(instants("0 4 * * *", RIGA, "2026-10-24T12:00", 2))
                .containsExactly(Instant.parse("2026-10-25T02:00:00Z"), Instant.parse("2026-10-26T02:00:00Z"));
    }

    @Test
    void aTimeWithinTheRepeatedHourComesAtItsFirstPassing() {
        assertThat(instants("30 3 * * *", RIGA, "2026-10-24T12:00", 2))
                .containsExactly(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Test
    void whatComesEveryHalfHourDoesSoWhileClocksChange() {
        assertThat(instants("*/30 * * * *", RIGA, "2026-03-29T02:15", 4))
                .containsExactlyElementsOf(halfHours("2026-03-29T00:30:00Z", 4));
        assertThat(instants("*/30 * * * *", RIGA, "2026-10-25T02:15", 8))
                .containsExactlyElementsOf(halfHours("2026-10-24T23:30:00Z", 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 31 2 *", "0 0 30 2 *", "0 0 31 4,6 *"})
    void aDateThatNoYearHasNeverComes(String expression) {
        assertThat(new Cron(expression, UTC).nextAfter(Instant.parse("2026-01-01T00:00:00Z")))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 0 *",
                "* * * 13 *",
                "* * * * 8",
                "-1 * * * *",
                "5-1 * * * *",
                "*/0 * * * *",
                "1, * * * *",
                "x * * * *",
                "* * * foo *",
                "* * L * *",
                "* * ? * *",
                "* * * * 5#2",
                "@daily"
            })
    void whatIsNoExpressionOfFiveFieldsIsRefused(String expression) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Cron(expression, UTC));
    }

    /** The next {@code count} by the clock on the wall. */
    private static List<String> next(String expression, ZoneId zone, String after, int count) {
        return instants(expression, zone, after, count).stream()
                .map(instant -> instant.atZone(zone).toLocalDateTime().toString())
                .toList();
    }

    private static List<Instant> instants(String expression, ZoneId zone, String after, int count) {
        var cron = new Cron(expression, zone);
        Instant start = LocalDateTime.parse(after).atZone(zone).toInstant();
        return Stream.iterate(start, cron::nextAfter).skip(1).limit(count).toList();
    }

    private static List<Instant> halfHours(String first, int count) {
        return Stream.iterate(Instant.parse(first), instant -> instant.plus(Duration.ofMinutes(30)))
                .limit(count)
                .toList();
    }
}
