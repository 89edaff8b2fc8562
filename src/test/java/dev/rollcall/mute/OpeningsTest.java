package dev.rollcall.mute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.check.schedule.ScheduleExpression;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T01:59:59.999Z, ",
        "2026-03-01T02:00:00Z,     2026-03-01T04:00:00Z",
        "2026-03-01T03:59:59.999Z, 2026-03-01T04:00:00Z",
        "2026-03-01T04:00:00Z,     ",
    })
    void theStartBelongsToAnOpeningAndTheEndDoesNot(Instant now, @Nullable Instant end) {
        assertThat(openings("0 2 * * *", "UTC", Duration.ofHours(2)).endAt(now)).isEqualTo(end);
    }

    @Test
    void aCalendarExpressionOpensAWindow() {
        Openings sundays = openings("Sun 22:00", "Europe/Riga", Duration.ofHours(4));

        assertThat(sundays.endAt(Instant.parse("2026-03-01T21:00:00Z"))).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(sundays.endAt(Instant.parse("2026-03-02T21:00:00Z"))).isNull();
    }

    @Test
    void openingsThatOverlapOrTouchAreOne() {
        Openings overlapping = openings("0 1-5 * * *", "UTC", Duration.ofMinutes(90));
        Openings touching = openings("0 1-5 * * *", "UTC", Duration.ofMinutes(60));
        Openings apart = openings("0 1-5 * * *", "UTC", Duration.ofMinutes(59));

        assertThat(overlapping.endAt(Instant.parse("2026-03-01T01:00:00Z"))).isEqualTo("2026-03-01T06:30:00Z");
        assertThat(touching.endAt(Instant.parse("2026-03-01T02:30:00Z"))).isEqualTo("2026-03-01T06:00:00Z");
        assertThat(apart.endAt(Instant.parse("2026-03-01T02:30:00Z"))).isEqualTo("2026-03-01T02:59:00Z");
        assertThat(apart.endAt(Instant.parse("2026-03-01T02:59:00Z"))).isNull();
    }

    @Test
    void aWindowThatNeverClosesIsOpenAndItsEndIsFarAway() {
        Openings always = openings("0 * * * *", "UTC", Duration.ofHours(2));

        assertThat(always.endAt(Instant.parse("2026-03-01T12:30:00Z"))).isAfter("2026-03-04T12:30:00Z");
        assertThat(always.endAt(Instant.parse("2026-03-05T12:30:00Z"))).isNotNull();
    }

    /** In Riga clocks go from 03:00 to 04:00 on 29 March 2026, and from 04:00 back to 03:00 on 25 October. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-28T01:29:59Z, ",
        "2026-03-28T01:30:00Z, 2026-03-28T03:30:00Z",
        // 03:30 does not come, so the window opens at 04:00.
        "2026-03-29T00:59:59Z, ",
        "2026-03-29T01:00:00Z, 2026-03-29T03:00:00Z",
        "2026-03-29T03:00:00Z, ",
        "2026-03-30T00:30:00Z, 2026-03-30T02:30:00Z",
    })
    void aTimeThatClocksSkipOpensTheWindowRightAfter(Instant now, @Nullable Instant end) {
        assertThat(openings("30 3 * * *", "Europe/Riga", Duration.ofHours(2)).endAt(now))
                .isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-25T00:29:59Z, ",
        "2026-10-25T00:30:00Z, 2026-10-25T01:00:00Z",
        "2026-10-25T01:00:00Z, ",
        // 03:30 comes a second time.
        "2026-10-25T01:30:00Z, ",
        "2026-10-26T01:30:00Z, 2026-10-26T02:00:00Z",
    })
    void aTimeThatClocksRepeatOpensTheWindowOnce(Instant now, @Nullable Instant end) {
        assertThat(openings("30 3 * * *", "Europe/Riga", Duration.ofMinutes(30)).endAt(now))
                .isEqualTo(end);
    }

    @Test
    void twoHoursAreTwoHoursAcrossAChangeOfClocks() {
        Openings night = openings("0 2 * * *", "Europe/Riga", Duration.ofHours(2));

        assertThat(night.endAt(Instant.parse("2026-03-29T00:30:00Z"))).isEqualTo("2026-03-29T02:00:00Z");
        assertThat(night.endAt(Instant.parse("2026-10-25T00:30:00Z"))).isEqualTo("2026-10-25T01:00:00Z");
    }

    @Test
    void aScheduleThatCannotBeReadNeverOpens() {
        assertThat(openings("0 2 * * *", "Mars/Olympus", Duration.ofHours(2))
                        .endAt(Instant.parse("2026-03-01T03:00:00Z")))
                .isNull();
    }

    @Test
    void theLongestWindowAtTheEdgesOfTimeDoesNotOverflow() {
        Openings yearly = openings("0 0 1 1 *", "UTC", Duration.ofDays(365));

        assertThat(yearly.endAt(Instant.EPOCH)).isNull();
        assertThat(yearly.endAt(Instant.parse("9999-12-01T00:00:00Z"))).isEqualTo("9999-12-31T23:59:59Z");
    }

    private static Openings openings(String expression, String zone, Duration duration) {
        return new Openings(ScheduleExpression.kept(expression, zone), duration);
    }
}
