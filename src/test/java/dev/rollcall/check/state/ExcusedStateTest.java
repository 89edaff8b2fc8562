package dev.rollcall.check.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.platform.time.TimeZones;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which checks an outage of Rollcall excuses, and until when. The outage is from 12:00 to 12:10. */
class ExcusedStateTest {

    private static final Duration GRACE = Duration.ofMinutes(5);
    private static final Schedule HOURLY = new Every(Duration.ofHours(1));
    private static final Instant BEGAN = at("12:00");
    private static final Instant ENDED = at("12:10");

    @ParameterizedTest
    @CsvSource({
        // The deadline was over before the outage.
        "10:55, false",
        // Expected before it, and still within its grace time.
        "10:56, true",
        // Expected in it.
        "11:05, true",
        // Expected after it, but a ping may be as early as it may be late.
        "11:14, true",
        "11:15, false",
        "11:59, false",
    })
    void aCheckMayHaveLostAPingIfOneWasDueInTheOutage(String lastPing, boolean isLost) {
        assertThat(mayHaveLostPing(up(lastPing), HOURLY)).isEqualTo(isLost);
    }

    @Test
    void aPeriodIsCountedFromTheEndOfTheOutage() {
        CheckState excused = up("11:05").excused(ENDED);

        assertThat(excused.expectedAt(HOURLY)).isEqualTo(at("13:10"));
        assertThat(excused.downAfter(HOURLY, GRACE)).isEqualTo(at("13:15"));
        assertThat(excused.lastPingAt()).isEqualTo(at("11:05"));
    }

    @Test
    void aCronJobIsExpectedAtItsNextTimeInItsZone() {
        // 12:07 UTC is 17:37 in Kolkata.
        Schedule daily = ScheduleExpression.of("37 17 * * *", TimeZones.get("Asia/Kolkata"));
        CheckState before = CheckState.NEW.succeeded(Instant.parse("2026-01-01T12:07:30Z"), null);
        assertThat(mayHaveLostPing(before, daily)).isTrue();

        assertThat(before.excused(ENDED).downAfter(daily, GRACE)).isEqualTo(Instant.parse("2026-01-03T12:12:00Z"));
    }

    @Test
    void aScheduleWithoutANextTimeExpectsItsLastPingAtTheEndOfTheOutage() {
        Schedule once = ScheduleExpression.of("2026-01-02 12:05", TimeZones.get("UTC"));

        assertThat(up("11:05").excused(ENDED).downAfter(once, GRACE)).isEqualTo(ENDED.plus(GRACE));
    }

    @Test
    void aRunThatMayHaveEndedInTheOutageIsExpectedAgainAtItsNextTime() {
        CheckState running = up("11:00").started(at("11:58"), null);
        assertThat(mayHaveLostPing(running, HOURLY)).isTrue();

        assertThat(running.excused(ENDED).downAfter(HOURLY, GRACE)).isEqualTo(at("13:15"));
    }

    @Test
    void theFirstRunOfANewCheckIsExcusedToo() {
        CheckState running = CheckState.NEW.started(at("11:58"), null);

        assertThat(running.excused(ENDED).downAfter(HOURLY, GRACE)).isEqualTo(at("13:15"));
    }

    @Test
    void aSignalAfterTheOutageCountsAsUsual() {
        CheckState excused = up("11:05").excused(ENDED);

        assertThat(excused.started(at("12:20"), null).downAfter(HOURLY, GRACE)).isEqualTo(at("12:25"));
        assertThat(excused.succeeded(at("12:20"), null).downAfter(HOURLY, GRACE))
                .isEqualTo(at("13:25"));
        assertThat(excused.failed(at("12:20"), null).downAfter(HOURLY, GRACE)).isNull();
    }

    @Test
    void aCheckThatExpectsNothingIsNotExcused() {
        for (CheckState state : new CheckState[] {
            CheckState.NEW,
            CheckState.NEW.failed(at("11:05"), null),
            up("11:05").paused()
        }) {
            assertThat(mayHaveLostPing(state, HOURLY)).isFalse();
            assertThat(state.excused(ENDED).downAfter(HOURLY, GRACE)).isNull();
        }
        assertThat(up("11:05").excused(ENDED).paused().resumed().downAfter(HOURLY, GRACE))
                .isNull();
    }

    @Test
    void anExcuseForAnEarlierOutageDoesNotReplaceALaterOne() {
        assertThat(up("11:05").excused(ENDED).excused(at("11:30")).downAfter(HOURLY, GRACE))
                .isEqualTo(at("13:15"));
    }

    private static boolean mayHaveLostPing(CheckState state, Schedule schedule) {
        return new Deadlines(state, schedule, GRACE, RunPolicy.NONE).mayHaveLostRun(BEGAN, ENDED);
    }

    private static CheckState up(String lastPing) {
        return CheckState.NEW.succeeded(at(lastPing), null);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-01-02T" + time + ":00Z");
    }
}
