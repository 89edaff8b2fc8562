package dev.rollcall.delivery.report;

import dev.rollcall.platform.time.Zone;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** How often a mailbox gets a report: the setting {@code report} in upper case. Weeks begin on Monday (ISO 8601). */
enum ReportRhythm {
    DAILY,
    WEEKLY,
    MONTHLY;

    /** How long after midnight, on a wall clock, a report is sent. */
    private static final Duration MORNING = Duration.ofHours(8);

    /** The rhythm that a setting names. */
    static ReportRhythm of(String report) {
        return valueOf(report.toUpperCase(Locale.ROOT));
    }

    /** The last whole period of a zone whose report can be sent at this time. */
    ReportPeriod latest(Zone zone, Instant now) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(
                now.getEpochSecond(), now.getNano(), zone.rules().getOffset(now));
        LocalDate until = begin(local.minus(MORNING).toLocalDate());
        return new ReportPeriod(startOfDay(zone, before(until)), startOfDay(zone, until));
    }

    private LocalDate begin(LocalDate day) {
        return switch (this) {
            case DAILY -> day;
            case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTHLY -> day.withDayOfMonth(1);
        };
    }

    private LocalDate before(LocalDate begin) {
        return switch (this) {
            case DAILY -> begin.minusDays(1);
            case WEEKLY -> begin.minusWeeks(1);
            case MONTHLY -> begin.minusMonths(1);
        };
    }

    private static Instant startOfDay(Zone zone, LocalDate day) {
        LocalDateTime midnight = day.atStartOfDay();
        return midnight.toInstant(zone.rules().getOffset(midnight));
    }
}
