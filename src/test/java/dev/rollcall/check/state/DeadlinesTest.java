package dev.rollcall.check.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.check.schedule.Deadline;
import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.check.state.Deadlines.Miss;
import dev.rollcall.check.state.StatusChange.Reason;
import dev.rollcall.platform.time.TimeZones;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The examples of docs/checks.md, and the ends of the ranges. */
class DeadlinesTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration GRACE = Duration.ofMinutes(10);
    private static final Schedule HOURLY = new Every(Duration.ofHours(1));
    private static final CheckState UP = CheckState.NEW.succeeded(NOON, null);

    @Test
    void silenceAloneMakesACheckDownAtItsThirdExpectedTimePlusGrace() {
        assertThat(down(UP, HOURLY, tolerating(3)))
                .isEqualTo(new Miss(NOON.plus(Duration.ofMinutes(190)), Reason.TIMEOUT));
    }

    @Test
    void failuresThatCameLeaveLessToMiss() {
        CheckState failedTwice = UP.with(Progress.NONE.withStreak(2));

        assertThat(down(failedTwice, HOURLY, tolerating(3)))
                .isEqualTo(new Miss(NOON.plus(Duration.ofMinutes(70)), Reason.TIMEOUT));
    }

    @Test
    void afterARunThatTookTooLongTheScheduleGoesOn() {
        Schedule daily = ScheduleExpression.of("0 3 * * *", TimeZones.get("UTC"));
        var limits = new RunLimits(Duration.ofMinutes(5), Duration.ofHours(4), null);
        Instant start = Instant.parse("2026-01-02T03:01:00Z");
        CheckState running = UP.started(start, null);

        assertThat(down(running, daily, new RunPolicy(limits, Tolerance.NONE, null, false)))
                .isEqualTo(new Miss(start.plus(Duration.ofHours(4)), Reason.TOO_LONG));
        assertThat(down(running, daily, new RunPolicy(limits, new Tolerance(2, 1), null, false)))
                .isEqualTo(new Miss(Instant.parse("2026-01-03T03:05:00Z"), Reason.NOT_STARTED));
    }

    @Test
    void aRunThatStartsLateHasItsWholeTime() {
        var limits = new RunLimits(Duration.ofHours(2), null, null);
        Instant late = NOON.plus(Duration.ofMinutes(150));

        assertThat(down(UP.started(late, null), HOURLY, new RunPolicy(limits, Tolerance.NONE, null, false)))
                .isEqualTo(new Miss(late.plus(GRACE), Reason.TIMEOUT));
    }

    @Test
    void theLastTimeOfAScheduleCountsForAllThatAreTolerated() {
        Schedule once = ScheduleExpression.of("2026-01-01 15:00", TimeZones.get("UTC"));

        assertThat(down(UP, once, tolerating(5)))
                .isEqualTo(new Miss(Instant.parse("2026-01-01T15:10:00Z"), Reason.TIMEOUT));
        assertThat(down(UP.started(NOON, null), once, tolerating(5)))
                .isEqualTo(new Miss(Instant.parse("2026-01-01T15:10:00Z"), Reason.TIMEOUT));
    }

    @Test
    void theLongestDurationsEndWithTheRangeOfDates() {
        Schedule forever = new Every(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(down(UP, forever, tolerating(100))).isEqualTo(new Miss(Deadline.LATEST, Reason.TIMEOUT));
    }

    private static RunPolicy tolerating(int failures) {
        return new RunPolicy(RunLimits.NONE, new Tolerance(failures, 1), null, false);
    }

    private static Miss down(CheckState state, Schedule schedule, RunPolicy runs) {
        Miss down = new Deadlines(state, schedule, GRACE, runs).down();
        assertThat(down).isNotNull();
        return down;
    }
}
