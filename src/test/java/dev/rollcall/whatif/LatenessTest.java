package dev.rollcall.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.LockedCheck;
import dev.rollcall.check.state.PingPolicy;
import dev.rollcall.project.ProjectId;
import dev.rollcall.whatif.PastEvent.Away;
import dev.rollcall.whatif.PastEvent.ChangedByUser;
import dev.rollcall.whatif.PastEvent.Pinged;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pauses and outages of Rollcall do not make a job look late. The job runs every hour; minutes count from its sixth
 * ping.
 */
class LatenessTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Schedule HOURLY = new Every(Duration.ofHours(1));
    private static final Schedule ON_THE_HOUR = ScheduleExpression.kept("0 * * * *", "UTC");

    private Lateness lateness = punctual(HOURLY, Duration.ofHours(1));

    @Test
    void aRunAfterAPauseIsNeitherLateNorMissed() {
        lateness.add(new ChangedByUser(at(30), true));
        lateness.add(ping(Pinged.Kind.SUCCESS, 600));
        lateness.add(new ChangedByUser(at(610), true));
        lateness.add(new ChangedByUser(at(700), false));
        lateness.add(ping(Pinged.Kind.SUCCESS, 750));

        assertThat(lateness.usual()).contains(Duration.ZERO);
        assertThat(lateness.missed()).isZero();
        assertThat(lateness.runs()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1M", "PT30M", "PT1H"})
    void aPingThatAnOutageMayHaveLostWasNotLateWhateverTheGraceTime(Duration grace) {
        lateness = punctual(HOURLY, grace);
        lateness.add(new Away(at(50), at(70)));
        lateness.add(ping(Pinged.Kind.SUCCESS, 115));

        assertThat(lateness.usual()).contains(Duration.ZERO);
        assertThat(lateness.missed()).isZero();
    }

    @Test
    void runsInALongOutageWereNotMissed() {
        lateness.add(new Away(at(50), at(300)));
        lateness.add(new Away(at(310), at(400)));
        lateness.add(ping(Pinged.Kind.SUCCESS, 410));

        assertThat(lateness.usual()).contains(Duration.ZERO);
        assertThat(lateness.missed()).isZero();
    }

    @Test
    void anOutageInWhichNothingWasDueExcusesNothing() {
        lateness.add(new Away(at(10), at(40)));
        lateness.add(ping(Pinged.Kind.SUCCESS, 67));

        assertThat(lateness.usual()).contains(Duration.ofMinutes(7));
    }

    @Test
    void theFirstRunAfterAnOutageCanBeLateOrMissed() {
        lateness = punctual(ON_THE_HOUR, Duration.ofHours(1));
        lateness.add(new Away(at(50), at(70)));
        lateness.add(ping(Pinged.Kind.SUCCESS, 127));
        assertThat(lateness.usual()).contains(Duration.ofMinutes(7));

        lateness.add(new Away(at(170), at(190)));
        lateness.add(ping(Pinged.Kind.SUCCESS, 500));
        assertThat(lateness.missed()).isEqualTo(1);
    }

    @Test
    void aRunThatStartedAfterAnOutageCountsFromItsStart() {
        lateness.add(new Away(at(50), at(70)));
        lateness.add(ping(Pinged.Kind.START, 119));
        lateness.add(ping(Pinged.Kind.SUCCESS, 125));

        assertThat(lateness.usual()).contains(Duration.ofMinutes(6));
        assertThat(lateness.missed()).isZero();
    }

    /** Five runs that were measured, none late. */
    private static Lateness punctual(Schedule schedule, Duration grace) {
        var lateness = new Lateness(new LockedCheck(
                new CheckId(UUID.randomUUID()),
                new ProjectId(UUID.randomUUID()),
                schedule,
                grace,
                PingPolicy.DEFAULT,
                CheckState.NEW));
        for (int hour = -5; hour <= 0; hour++) {
            lateness.add(ping(Pinged.Kind.SUCCESS, 60 * hour));
        }
        return lateness;
    }

    private static Pinged ping(Pinged.Kind kind, int minute) {
        return new Pinged(1, kind, at(minute), null, null, null);
    }

    private static Instant at(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }
}
