package dev.rollcall.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollcall.check.schedule.Deadline;
import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.check.schedule.StoredSchedule;
import dev.rollcall.check.schedule.Unreadable;
import dev.rollcall.platform.time.TimeZones;
import dev.rollcall.platform.time.Zone;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final Zone UTC = TimeZones.get("UTC");
    /** Clocks go from 03:00 to 04:00 on 29 March 2026, and from 04:00 back to 03:00 on 25 October. */
    private static final Zone RIGA = TimeZones.get("Europe/Riga");

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
    void aCronExpressionMatchesTheStartOfAMinute() {
        assertThat(next("*/5 * * * *", UTC, "2026-01-01T00:04:59.999999", 1)).containsExactly("2026-01-01T00:05");
        assertThat(next("*/5 * * * *", UTC, "2026-01-01T00:05:00.000001", 1)).containsExactly("2026-01-01T00:10");
    }

    @Test
    void theNextTimeIsAfterTheGivenInstant() {
        assertThat(next("*/5 * * * *", UTC, "2026-01-01T00:05", 1)).containsExactly("2026-01-01T00:10");
    }

    @Test
    void aCronExpressionIsReadInItsTimeZone() {
        Instant instant = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(ScheduleExpression.of("0 4 * * *", RIGA).nextAfter(instant))
                .isEqualTo(Instant.parse("2026-01-01T02:00:00Z"));
        assertThat(ScheduleExpression.of("0 4 * * *", UTC).nextAfter(instant))
                .isEqualTo(Instant.parse("2026-01-01T04:00:00Z"));
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
    void sundayMayBeWrittenInFourWays(String sunday) {
        assertThat(next("0 0 * * " + sunday, UTC, "2026-01-01T00:00", 2))
                .containsExactly("2026-01-04T00:00", "2026-01-11T00:00");
    }

    @Test
    void oneOfTwoRestrictedDaysIsEnough() {
        assertThat(next("0 0 13 * 5", UTC, "2026-01-01T00:00", 4))
                .containsExactly("2026-01-02T00:00", "2026-01-09T00:00", "2026-01-13T00:00", "2026-01-16T00:00");
    }

    @Test
    void onlyTheRestrictedDayCounts() {
        assertThat(next("0 0 13 * *", UTC, "2026-01-01T00:00", 2))
                .containsExactly("2026-01-13T00:00", "2026-02-13T00:00");
        assertThat(next("0 0 * * 5", UTC, "2026-01-01T00:00", 2))
                .containsExactly("2026-01-02T00:00", "2026-01-09T00:00");
    }

    @Test
    void aDayThatAMonthLacksIsSkipped() {
        assertThat(next("0 0 31 * *", UTC, "2026-01-31T00:00", 2))
                .containsExactly("2026-03-31T00:00", "2026-05-31T00:00");
        assertThat(next("0 0 29 2 *", UTC, "2026-01-01T00:00", 2))
                .containsExactly("2028-02-29T00:00", "2032-02-29T00:00");
    }

    @Test
    void aTimeOutsideTheSkippedHourComesOnceWhenClocksGoForward() {
        assertThat(next("30 2 * * *", RIGA, "2026-03-28T12:00", 2))
                .containsExactly("2026-03-29T02:30", "2026-03-30T02:30");
        assertThat(instants("0 4 * * *", RIGA, "2026-03-28T12:00", 2))
                .containsExactly(Instant.parse("2026-03-29T01:00:00Z"), Instant.parse("2026-03-30T01:00:00Z"));
    }

    @Test
    void aTimeOutsideTheRepeatedHourComesOnceWhenClocksGoBack() {
        assertThat(instants("30 2 * * *", RIGA, "2026-10-24T12:00", 2))
                .containsExactly(Instant.parse("2026-10-24T23:30:00Z"), Instant.parse("2026-10-26T00:30:00Z"));
        assertThat(instants("0 4 * * *", RIGA, "2026-10-24T12:00", 2))
                .containsExactly(Instant.parse("2026-10-25T02:00:00Z"), Instant.parse("2026-10-26T02:00:00Z"));
    }

    @Test
    void aTimeWithinTheRepeatedHourComesOnlyTheFirstTime() {
        assertThat(instants("30 3 * * *", RIGA, "2026-10-24T12:00", 2))
                .containsExactly(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Test
    void aScheduleOfEveryHalfHourKeepsItsRhythmWhileClocksChange() {
        assertThat(instants("*/30 * * * *", RIGA, "2026-03-29T02:15", 4))
                .containsExactlyElementsOf(halfHours("2026-03-29T00:30:00Z", 4));
        assertThat(instants("*/30 * * * *", RIGA, "2026-10-25T02:15", 8))
                .containsExactlyElementsOf(halfHours("2026-10-24T23:30:00Z", 8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # What comes at a fixed time and is skipped comes when clocks have gone forward; a star follows the clock.
            30 3 * * *   | Europe/Riga         | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z 2026-03-30T00:30:00Z
            0 3,4 * * *  | Europe/Riga         | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z 2026-03-30T00:00:00Z
            */30 3 * * * | Europe/Riga         | 2026-03-28T12:00:00Z | 2026-03-30T00:00:00Z 2026-03-30T00:30:00Z
            30 2 * * *   | America/New_York    | 2026-03-08T00:00:00Z | 2026-03-08T07:00:00Z 2026-03-09T06:30:00Z
            15 2 * * *   | Australia/Lord_Howe | 2026-10-03T00:00:00Z | 2026-10-03T15:30:00Z 2026-10-04T15:15:00Z
            # What comes at a fixed time comes once when clocks go back; a star follows the clock.
            30 1 * * *   | America/New_York    | 2026-11-01T00:00:00Z | 2026-11-01T05:30:00Z 2026-11-02T06:30:00Z
            30 * * * *   | America/New_York    | 2026-11-01T05:00:00Z | 2026-11-01T05:30:00Z 2026-11-01T06:30:00Z
            45 1 * * *   | Australia/Lord_Howe | 2026-04-04T00:00:00Z | 2026-04-04T14:45:00Z 2026-04-05T15:15:00Z
            */15 1 * * * | Australia/Lord_Howe | 2026-04-04T14:40:00Z | 2026-04-04T14:45:00Z 2026-04-04T15:00:00Z
            # Clocks that never change.
            30 2 * * *   | Asia/Kolkata        | 2026-03-28T12:00:00Z | 2026-03-28T21:00:00Z 2026-03-29T21:00:00Z
            30 2 * * *   | UTC                 | 2026-03-28T12:00:00Z | 2026-03-29T02:30:00Z 2026-03-30T02:30:00Z
            # A day that a zone left out, 30 December 2011.
            0 9 30 12 *  | Pacific/Apia        | 2011-12-01T00:00:00Z | 2011-12-30T10:00:00Z 2012-12-29T19:00:00Z
            """)
    void clockChangesAreHandledLikeDebiansCron(String expression, String zone, String after, String two) {
        var cron = ScheduleExpression.of(expression, TimeZones.get(zone));

        assertThat(Stream.iterate(Instant.parse(after), cron::nextAfter).skip(1).limit(2))
                .containsExactlyElementsOf(
                        Stream.of(two.split(" ")).map(Instant::parse).toList());
    }

    @Test
    void lastDayLastWeekdayAndNthWeekdayAreSupported() {
        assertThat(next("0 0 L * *", UTC, "2028-01-01T00:00", 2))
                .containsExactly("2028-01-31T00:00", "2028-02-29T00:00");
        assertThat(next("0 0 LW * *", UTC, "2026-01-01T00:00", 2))
                .containsExactly("2026-01-30T00:00", "2026-02-27T00:00");
        assertThat(next("0 0 * * 5L", UTC, "2026-01-01T00:00", 2))
                .containsExactly("2026-01-30T00:00", "2026-02-27T00:00");
        assertThat(next("0 0 * * mon#2", UTC, "2026-01-01T00:00", 2))
                .containsExactly("2026-01-12T00:00", "2026-02-09T00:00");
        assertThat(next("0 0 * 2 mon#5", UTC, "2080-01-01T00:00", 1)).containsExactly("2112-02-29T00:00");
    }

    @Test
    void bothDaysMustMatchIfOneBeginsWithAStar() {
        assertThat(next("0 0 1-7 * */7", UTC, "2020-01-01T00:00", 2))
                .containsExactly("2020-01-05T00:00", "2020-02-02T00:00");
        assertThat(next("0 0 */100,1-7 * MON", UTC, "2020-01-01T00:00", 2))
                .containsExactly("2020-01-06T00:00", "2020-02-03T00:00");
    }

    @Test
    void fiveFieldsAreCronAndAnythingElseIsSystemd() {
        Instant instant = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(ScheduleExpression.of("0 4 * * *", RIGA).nextAfter(instant)).isEqualTo("2026-01-01T02:00:00Z");
        assertThat(ScheduleExpression.of("Mon..Fri 04:00", RIGA).nextAfter(instant))
                .isEqualTo("2026-01-01T02:00:00Z");
        assertThat(ScheduleExpression.of("04:00 UTC", RIGA).nextAfter(instant)).isEqualTo("2026-01-01T04:00:00Z");
        assertThat(ScheduleExpression.of("04:00\n03:30", UTC).nextAfter(instant))
                .isEqualTo("2026-01-01T03:30:00Z");
        assertThatIllegalArgumentException().isThrownBy(() -> ScheduleExpression.of("* * * * *\n* * * * *", UTC));
        assertThatIllegalArgumentException().isThrownBy(() -> ScheduleExpression.of("* * * * * *", UTC));
    }

    /** An earlier release accepted it. It must not make anything else unreadable. */
    @Test
    void aStoredExpressionWithoutAFutureTimeIsKeptAndExpectsNothing() {
        Schedule kept = StoredSchedule.of(null, "0 0 31 2", "UTC");

        assertThat(kept.nextAfter(Instant.parse("2026-01-01T00:00:00Z"))).isNull();
        assertThat(kept)
                .isInstanceOfSatisfying(
                        ScheduleExpression.class,
                        written -> assertThat(written.expression()).isEqualTo("0 0 31 2"));
    }

    /** Like systemd: a timer does not run in the skipped hour. */
    @Test
    void aCalendarTimeInTheSkippedHourDoesNotCome() {
        assertThat(ScheduleExpression.of("03:30", RIGA).nextAfter(Instant.parse("2026-03-28T12:00:00Z")))
                .isEqualTo("2026-03-30T00:30:00Z");
    }

    @Test
    void aCalendarTimeInThePastIsValidAndNeverComes() {
        var over = ScheduleExpression.of("2020-01-01 12:00", UTC);

        assertThat(over.nextAfter(Instant.parse("2019-01-01T00:00:00Z"))).isEqualTo("2020-01-01T12:00:00Z");
        assertThat(over.nextAfter(Instant.parse("2020-01-01T12:00:00Z"))).isNull();
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
                "* * ? * *",
                "* * L-3 * *",
                "* * * L *",
                "* * * * L",
                "* * * * MONL",
                "* * * * 5L/2",
                "* * * * 5#0",
                "* * * * 5#6",
                "* * * * fri-sun",
                "99999999999 * * * *",
                "\u0661 * * * *",
                "@daily"
            })
    void anInvalidExpressionOfFiveFieldsIsRefused(String expression) {
        assertThatIllegalArgumentException().isThrownBy(() -> ScheduleExpression.of(expression, UTC));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 31 2 *", "0 0 30 2 *", "0 0 31 4,6 *", "0 0 */31 * 5#4"})
    void aDateThatNoYearHasIsNeverExpected(String expression) {
        assertThat(ScheduleExpression.of(expression, UTC).nextAfter(Instant.parse("2026-01-01T00:00:00Z")))
                .isNull();
    }

    @Test
    void aTimeZoneThatTheDatabaseDoesNotHaveMakesTheScheduleUnreadable() {
        Schedule kept = StoredSchedule.of(null, "0 4 * * *", "Mars/Phobos");

        assertThat(kept).isEqualTo(new Unreadable("0 4 * * *", "Mars/Phobos", Unreadable.Fault.ZONE));
        assertThat(kept.nextAfter(Instant.parse("2026-01-01T00:00:00Z"))).isNull();
    }

    @Test
    void aPeriodBeyondAnyDateEndsWithTheLastYear() {
        assertThat(new Every(Duration.ofSeconds(Long.MAX_VALUE)).nextAfter(Instant.parse("2026-01-01T00:00:00Z")))
                .isEqualTo(Deadline.LATEST);
    }

    /** The next {@code count} times on a wall clock. */
    private static List<String> next(String expression, Zone zone, String after, int count) {
        return instants(expression, zone, after, count).stream()
                .map(instant -> LocalDateTime.ofInstant(instant, zone.rules().getOffset(instant))
                        .toString())
                .toList();
    }

    private static List<Instant> instants(String expression, Zone zone, String after, int count) {
        var cron = ScheduleExpression.of(expression, zone);
        LocalDateTime local = LocalDateTime.parse(after);
        Instant start = local.toInstant(zone.rules().getOffset(local));
        return Stream.iterate(start, cron::nextAfter).skip(1).limit(count).toList();
    }

    private static List<Instant> halfHours(String first, int count) {
        return Stream.iterate(Instant.parse(first), instant -> instant.plus(Duration.ofMinutes(30)))
                .limit(count)
                .toList();
    }
}
