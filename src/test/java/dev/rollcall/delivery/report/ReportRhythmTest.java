package dev.rollcall.delivery.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.time.TimeZones;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportRhythmTest {

    @ParameterizedTest
    @CsvSource({
        // The morning begins at eight, local time.
        "DAILY, UTC, 2026-03-10T08:00:00Z, 2026-03-09T00:00:00Z, 2026-03-10T00:00:00Z",
        "DAILY, UTC, 2026-03-10T07:59:59Z, 2026-03-08T00:00:00Z, 2026-03-09T00:00:00Z",
        "DAILY, Asia/Kolkata, 2026-03-10T02:30:00Z, 2026-03-08T18:30:00Z, 2026-03-09T18:30:00Z",
        "DAILY, America/New_York, 2026-01-10T12:59:59Z, 2026-01-08T05:00:00Z, 2026-01-09T05:00:00Z",
        // 2026-03-09 is a Monday.
        "WEEKLY, UTC, 2026-03-09T08:00:00Z, 2026-03-02T00:00:00Z, 2026-03-09T00:00:00Z",
        "WEEKLY, UTC, 2026-03-15T23:00:00Z, 2026-03-02T00:00:00Z, 2026-03-09T00:00:00Z",
        "WEEKLY, UTC, 2026-03-09T07:00:00Z, 2026-02-23T00:00:00Z, 2026-03-02T00:00:00Z",
        "MONTHLY, UTC, 2026-03-01T08:00:00Z, 2026-02-01T00:00:00Z, 2026-03-01T00:00:00Z",
        "MONTHLY, UTC, 2026-01-01T07:00:00Z, 2025-11-01T00:00:00Z, 2025-12-01T00:00:00Z"
    })
    void aPeriodIsReportedFromTheMorningAfterItOn(
            ReportRhythm rhythm, String zone, Instant now, Instant from, Instant until) {
        assertThat(rhythm.latest(TimeZones.get(zone), now)).isEqualTo(new ReportPeriod(from, until));
    }

    /** Clocks go forward on 2026-03-29 in Berlin. */
    @Test
    void aDayWithAClockChangeHasItsTrueLength() {
        ReportPeriod day =
                ReportRhythm.DAILY.latest(TimeZones.get("Europe/Berlin"), Instant.parse("2026-03-30T06:00:00Z"));

        assertThat(Duration.between(day.from(), day.until())).isEqualTo(Duration.ofHours(23));
    }
}
