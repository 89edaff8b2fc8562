package dev.rollcall.check.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.platform.time.TimeZones;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckStateTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Schedule HOURLY = new Every(Duration.ofHours(1));
    private static final Duration GRACE = Duration.ofMinutes(10);
    private static final UUID RUN = new UUID(0, 1);
    private static final UUID OTHER_RUN = new UUID(0, 2);

    private static final CheckState UP = CheckState.NEW.succeeded(NOON, null);
    private static final CheckState DOWN = CheckState.NEW.failed(NOON, null);

    @Test
    void aNewCheckIsNeverOverdue() {
        assertThat(CheckState.NEW.status()).isEqualTo(CheckStatus.NEW);
        assertThat(CheckState.NEW.pingCount()).isZero();
        assertThat(CheckState.NEW.expectedAt(HOURLY)).isNull();
        assertThat(CheckState.NEW.downAfter(HOURLY, GRACE)).isNull();
        assertThat(isOverdue(CheckState.NEW, Instant.MAX, HOURLY, GRACE)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(CheckStatus.class)
    void aSuccessMakesAnyCheckUp(CheckStatus before) {
        CheckState state = inStatus(before).succeeded(NOON, null);

        assertThat(state.status()).isEqualTo(CheckStatus.UP);
        assertThat(state.lastPingAt()).isEqualTo(NOON);
        assertThat(state.pingCount()).isEqualTo(8);
    }

    @ParameterizedTest
    @EnumSource(CheckStatus.class)
    void aFailureMakesAnyCheckDown(CheckStatus before) {
        CheckState state = inStatus(before).failed(NOON, null);

        assertThat(state.status()).isEqualTo(CheckStatus.DOWN);
        assertThat(state.lastPingAt()).isEqualTo(NOON);
        assertThat(state.pingCount()).isEqualTo(8);
    }

    @ParameterizedTest
    @EnumSource(CheckStatus.class)
    void aStartLeavesStatusAndLastPingAsTheyWere(CheckStatus before) {
        CheckState state = inStatus(before).started(NOON, RUN);

        assertThat(state.status()).isEqualTo(before);
        assertThat(state.lastPingAt()).isNull();
        assertThat(state.lastStartAt()).isEqualTo(NOON);
        assertThat(state.lastStartRunId()).isEqualTo(RUN);
        assertThat(state.pingCount()).isEqualTo(8);
    }

    @Test
    void anUpCheckIsExpectedAPeriodAfterItsLastPingAndDownAGraceTimeLater() {
        assertThat(UP.expectedAt(HOURLY)).isEqualTo(NOON.plus(Duration.ofHours(1)));
        assertThat(UP.downAfter(HOURLY, GRACE)).isEqualTo(NOON.plus(Duration.ofMinutes(70)));
    }

    @Test
    void aCheckIsOverdueExactlyAtItsDeadline() {
        Instant deadline = NOON.plus(Duration.ofMinutes(70));

        assertThat(isOverdue(UP, deadline.minusNanos(1), HOURLY, GRACE)).isFalse();
        assertThat(isOverdue(UP, deadline, HOURLY, GRACE)).isTrue();
        assertThat(isOverdue(UP, deadline.plusNanos(1), HOURLY, GRACE)).isTrue();
    }

    @Test
    void aDownCheckIsNotOverdueAgain() {
        assertThat(DOWN.expectedAt(HOURLY)).isNull();
        assertThat(DOWN.downAfter(HOURLY, GRACE)).isNull();
        assertThat(DOWN.started(NOON, null).downAfter(HOURLY, GRACE)).isNull();
        assertThat(isOverdue(DOWN, Instant.MAX, HOURLY, GRACE)).isFalse();
    }

    @Test
    void aRunMustFinishWithinTheGraceTimeOfItsStart() {
        Instant start = NOON.plus(Duration.ofMinutes(20));

        assertThat(UP.started(start, null).downAfter(HOURLY, GRACE)).isEqualTo(start.plus(GRACE));
        assertThat(CheckState.NEW.started(start, null).downAfter(HOURLY, GRACE)).isEqualTo(start.plus(GRACE));
    }

    @Test
    void aStartWithinTheGraceTimeDoesNotMoveTheDeadline() {
        Instant late = NOON.plus(Duration.ofMinutes(65));

        assertThat(UP.started(late, null).downAfter(HOURLY, GRACE)).isEqualTo(UP.downAfter(HOURLY, GRACE));
    }

    @Test
    void aStartAtTheExpectedInstantAlsoBeginsTheGraceTime() {
        Instant expected = NOON.plus(Duration.ofHours(1));

        assertThat(UP.started(expected, null).downAfter(HOURLY, GRACE)).isEqualTo(expected.plus(GRACE));
    }

    @Test
    void aSecondStartBeginsANewRun() {
        Instant second = NOON.plusSeconds(60);
        CheckState state = UP.started(NOON, RUN).started(second, OTHER_RUN);

        assertThat(state.lastStartAt()).isEqualTo(second);
        assertThat(state.lastStartRunId()).isEqualTo(OTHER_RUN);
        assertThat(state.downAfter(HOURLY, GRACE)).isEqualTo(second.plus(GRACE));
    }

    @Test
    void aSuccessEndsTheRunAndMeasuresIt() {
        CheckState state = UP.started(NOON, null).succeeded(NOON.plusSeconds(90), null);

        assertThat(state.lastStartAt()).isNull();
        assertThat(state.lastDuration()).isEqualTo(Duration.ofSeconds(90));
        assertThat(state.downAfter(HOURLY, GRACE))
                .isEqualTo(NOON.plusSeconds(90).plus(Duration.ofMinutes(70)));
    }

    @Test
    void aSuccessWithTheRunsIdEndsTheRunAndMeasuresIt() {
        CheckState state = UP.started(NOON, RUN).succeeded(NOON.plusSeconds(90), RUN);

        assertThat(state.lastStartAt()).isNull();
        assertThat(state.lastStartRunId()).isNull();
        assertThat(state.lastDuration()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void aSuccessOfAnotherRunDoesNotEndTheRun() {
        CheckState state = UP.started(NOON, RUN).succeeded(NOON.plusSeconds(90), OTHER_RUN);

        assertThat(state.lastStartAt()).isEqualTo(NOON);
        assertThat(state.lastStartRunId()).isEqualTo(RUN);
        assertThat(state.lastDuration()).isNull();
        assertThat(state.lastPingAt()).isEqualTo(NOON.plusSeconds(90));
        assertThat(state.downAfter(HOURLY, GRACE)).isEqualTo(NOON.plus(GRACE));
    }

    @Test
    void oneLateRunTakesACheckDownOnlyOnceDespiteTheSuccessOfAnotherRun() {
        CheckState overran = UP.started(NOON, RUN);
        // The sweep changes only the status.
        CheckState down = new CheckState(
                CheckStatus.DOWN, 2, overran.lastPingAt(), overran.lastStartAt(), overran.lastStartRunId(), null);
        Instant late = NOON.plus(Duration.ofHours(2));

        CheckState recovered = down.succeeded(late, OTHER_RUN);

        assertThat(recovered.status()).isEqualTo(CheckStatus.UP);
        assertThat(isOverdue(recovered, late, HOURLY, GRACE)).isFalse();
    }

    @Test
    void aSuccessWithAnIdDoesNotEndARunWithoutOne() {
        CheckState state = UP.started(NOON, null).succeeded(NOON.plusSeconds(90), RUN);

        assertThat(state.lastStartAt()).isEqualTo(NOON);
        assertThat(state.lastDuration()).isNull();
    }

    @Test
    void aSuccessWithoutAnIdEndsAnyRunButMeasuresNone() {
        CheckState state = UP.started(NOON, RUN).succeeded(NOON.plusSeconds(90), null);

        assertThat(state.lastStartAt()).isNull();
        assertThat(state.lastStartRunId()).isNull();
        assertThat(state.lastDuration()).isNull();
    }

    @Test
    void aFailureEndsAnyRunAndMeasuresOnlyItsOwn() {
        CheckState running = UP.started(NOON, RUN);

        CheckState own = running.failed(NOON.plusSeconds(90), RUN);
        CheckState other = running.failed(NOON.plusSeconds(90), OTHER_RUN);

        assertThat(own.lastStartAt()).isNull();
        assertThat(own.lastDuration()).isEqualTo(Duration.ofSeconds(90));
        assertThat(other.lastStartAt()).isNull();
        assertThat(other.lastStartRunId()).isNull();
        assertThat(other.lastDuration()).isNull();
    }

    @Test
    void theLastDurationIsOfTheLastRunAndStaysUntilAnotherRunEnds() {
        CheckState measured = UP.started(NOON, null).succeeded(NOON.plusSeconds(90), null);

        assertThat(measured.succeeded(NOON.plusSeconds(100), null).lastDuration())
                .isNull();
        assertThat(measured.failed(NOON.plusSeconds(100), RUN).lastDuration()).isNull();
        assertThat(measured.counted().started(NOON.plusSeconds(100), null).lastDuration())
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(measured.started(NOON.plusSeconds(100), null)
                        .succeeded(NOON.plusSeconds(130), null)
                        .lastDuration())
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aRunIsMeasuredOnlyIfItStartedWithTheSameId() {
        Instant end = NOON.plusSeconds(90);

        assertThat(UP.started(NOON, RUN).measured(end, RUN)).isEqualTo(Duration.ofSeconds(90));
        assertThat(UP.started(NOON, null).measured(end, null)).isEqualTo(Duration.ofSeconds(90));
        assertThat(UP.started(NOON, RUN).measured(end, OTHER_RUN)).isNull();
        assertThat(UP.started(NOON, RUN).measured(end, null)).isNull();
        assertThat(UP.measured(end, null)).isNull();
    }

    @ParameterizedTest
    @EnumSource(CheckStatus.class)
    void aLogLineChangesNothingButTheCount(CheckStatus status) {
        CheckState before = new CheckState(status, 7, NOON, NOON.plusSeconds(1), RUN, Duration.ofSeconds(5));

        assertThat(before.counted())
                .isEqualTo(new CheckState(status, 8, NOON, NOON.plusSeconds(1), RUN, Duration.ofSeconds(5)));
    }

    @Test
    void aPausedCheckHasNoRunAndIsNeverOverdue() {
        CheckState state = new CheckState(CheckStatus.UP, 7, NOON, NOON, RUN, Duration.ofSeconds(5)).paused();

        assertThat(state).isEqualTo(new CheckState(CheckStatus.PAUSED, 7, NOON, null, null, Duration.ofSeconds(5)));
        assertThat(state.expectedAt(HOURLY)).isNull();
        assertThat(isOverdue(state, Instant.MAX, HOURLY, GRACE)).isFalse();
    }

    @Test
    void aResumedCheckIsWatchedFromItsNextPingOn() {
        CheckState state = UP.paused().resumed();

        assertThat(state).isEqualTo(new CheckState(CheckStatus.NEW, 1, null, null, null, null));
        assertThat(isOverdue(state, Instant.MAX, HOURLY, GRACE)).isFalse();
        assertThat(state.succeeded(NOON, null).downAfter(HOURLY, GRACE)).isEqualTo(NOON.plus(Duration.ofMinutes(70)));
    }

    @Test
    void theDeadlineOfACronScheduleIsAGraceTimeAfterTheNextTimeItComes() {
        Schedule atFour = ScheduleExpression.of("0 4 * * *", TimeZones.get("Europe/Riga"));
        Instant expected = Instant.parse("2026-01-02T02:00:00Z");

        assertThat(UP.expectedAt(atFour)).isEqualTo(expected);
        assertThat(UP.downAfter(atFour, GRACE)).isEqualTo(expected.plus(GRACE));
        assertThat(isOverdue(UP, expected.plus(GRACE).minusNanos(1), atFour, GRACE))
                .isFalse();
        assertThat(isOverdue(UP, expected.plus(GRACE), atFour, GRACE)).isTrue();
    }

    @Test
    void aScheduleThatNeverComesMakesOnlyAStartedRunOverdue() {
        Schedule never = ScheduleExpression.of("2020-01-01", TimeZones.get("UTC"));

        assertThat(UP.downAfter(never, GRACE)).isNull();
        assertThat(UP.started(NOON, null).downAfter(never, GRACE)).isEqualTo(NOON.plus(GRACE));
    }

    private static boolean isOverdue(CheckState state, Instant now, Schedule schedule, Duration grace) {
        return new Deadlines(state, schedule, grace, RunPolicy.NONE).isOverdue(now);
    }

    private static CheckState inStatus(CheckStatus status) {
        return new CheckState(status, 7, null, null, null, null);
    }
}
