package dev.rollcall.check.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.check.state.Deadlines.Miss;
import dev.rollcall.check.state.StatusChange.Reason;
import dev.rollcall.platform.time.TimeZones;
import dev.rollcall.project.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An outage of Rollcall and a check that expects more than a ping in time. The outage is from 12:00 to 12:10. */
class ExcusedRunsTest {

    private static final Duration GRACE = Duration.ofMinutes(5);
    private static final Schedule HOURLY = new Every(Duration.ofHours(1));
    private static final Schedule NIGHTLY = ScheduleExpression.of("0 10 * * *", TimeZones.get("UTC"));
    private static final Instant BEGAN = at("12:00");
    private static final Instant ENDED = at("12:10");

    @Test
    void aRunThatWasLostIsNotAMissedOne() {
        LockedCheck check = after("11:05", tolerating(2));

        LockedCheck excused = excused(check);

        assertThat(down(check)).isEqualTo(new Miss(at("13:10"), Reason.TIMEOUT));
        assertThat(down(excused)).isEqualTo(new Miss(at("14:15"), Reason.TIMEOUT));
        assertThat(new RunRules(check).failed(at("12:20"), null).status()).isEqualTo(CheckStatus.DOWN);
        assertThat(new RunRules(excused).failed(at("12:20"), null).status()).isEqualTo(CheckStatus.UP);
    }

    @Test
    void anyRunOfARowThatMayBeLostEndsTheRow() {
        // Missed at 11:05 and 12:05. Its deadline is 13:10.
        LockedCheck check = after("10:00", tolerating(3));

        assertThat(down(check)).isEqualTo(new Miss(at("13:05"), Reason.TIMEOUT));
        assertThat(down(excused(check))).isEqualTo(new Miss(at("15:15"), Reason.TIMEOUT));
    }

    @Test
    void failuresBeforeTheOutageDoNotCountAfterIt() {
        LockedCheck check = after("11:05", tolerating(3));
        LockedCheck failed = check.with(new RunRules(check).failed(at("11:10"), null));

        assertThat(failed.state().progress().streak()).isEqualTo(1);
        assertThat(excused(failed).state().progress().streak()).isZero();
    }

    @Test
    void aRowWithNothingDueInTheOutageStaysAsItIs() {
        LockedCheck check = after("11:50", tolerating(2));

        assertThat(excused(check)).isEqualTo(check);
    }

    @Test
    void aRunUnderWayIsNotWaitedForButHasAllItsTime() {
        LockedCheck nightly = running("10:00", NIGHTLY, Duration.ofHours(4));
        LockedCheck hourly = running("11:58", HOURLY, Duration.ofHours(4));

        assertThat(down(nightly)).isEqualTo(new Miss(at("14:00"), Reason.TOO_LONG));
        assertThat(down(excused(nightly)).at()).isEqualTo(Instant.parse("2026-01-03T10:05:00Z"));
        assertThat(down(excused(hourly)).at()).isEqualTo(at("17:03"));
    }

    @Test
    void aRunThatStartedSinceTheOutageHasItsOwnDeadline() {
        LockedCheck check = running("12:11", HOURLY, Duration.ofMinutes(20));

        assertThat(down(excused(check))).isEqualTo(new Miss(at("12:31"), Reason.TOO_LONG));
    }

    @Test
    void aPeriodThatLacksPingsBeginsAnew() {
        LockedCheck check = after("11:30", expecting(10));

        assertThat(check.state().progress()).isEqualTo(new Progress(0, at("11:30"), 1));
        assertThat(excused(check).state().progress()).isEqualTo(new Progress(0, ENDED, 0));
        assertThat(excused(check).state().excusedAt()).as("no run was due").isNull();
    }

    @Test
    void aPingSinceTheOutageBeginsThePeriod() {
        LockedCheck check = after("11:30", expecting(10));
        LockedCheck pinged = check.with(new RunRules(check).succeeded(at("12:11"), null, null, null));

        assertThat(excused(pinged).state().progress()).isEqualTo(new Progress(0, at("12:11"), 1));
    }

    @Test
    void aPeriodThatHadItsPingsGoesOn() {
        LockedCheck check = after("11:30", expecting(1));

        assertThat(excused(check)).isEqualTo(check);
    }

    @Test
    void aLateAlertIsForTheNextExpectedTime() {
        LockedCheck check = after("11:05", new RunPolicy(RunLimits.NONE, Tolerance.NONE, null, true));

        assertThat(check.deadlines().lateAfter()).isEqualTo(at("12:05"));
        assertThat(excused(check).deadlines().lateAfter()).isEqualTo(at("13:10"));
    }

    private static LockedCheck excused(LockedCheck check) {
        return check.with(new RunRules(check).excused(BEGAN, ENDED));
    }

    private static LockedCheck after(String success, RunPolicy runs) {
        LockedCheck check = check(HOURLY, runs);
        return check.with(new RunRules(check).succeeded(at(success), null, null, null));
    }

    private static LockedCheck running(String start, Schedule schedule, Duration max) {
        var limits = new RunLimits(null, max, null);
        LockedCheck check = check(schedule, new RunPolicy(limits, Tolerance.NONE, null, false));
        return check.with(check.state().succeeded(at("09:55"), null).started(at(start), null));
    }

    private static LockedCheck check(Schedule schedule, RunPolicy runs) {
        return new LockedCheck(
                CheckId.random(),
                new ProjectId(UUID.randomUUID()),
                schedule,
                GRACE,
                PingPolicy.DEFAULT.with(runs),
                CheckState.NEW);
    }

    private static RunPolicy tolerating(int failures) {
        return new RunPolicy(RunLimits.NONE, new Tolerance(failures, 1), null, false);
    }

    /** Expects that many pings an hour. */
    private static RunPolicy expecting(int pings) {
        return new RunPolicy(RunLimits.NONE, Tolerance.NONE, new PingQuota(pings, 0, Duration.ofHours(1)), false);
    }

    private static Miss down(LockedCheck check) {
        Miss down = check.deadlines().down();
        assertThat(down).isNotNull();
        return down;
    }

    private static Instant at(String time) {
        return Instant.parse("2026-01-02T" + time + ":00Z");
    }
}
