package dev.rollcall.page.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunBarTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Schedule HOURLY = new Every(Duration.ofHours(1));
    private static final Duration GRACE = Duration.ofMinutes(20);

    @Test
    void aRunIsLateFromTheSecondHalfOfTheGraceTimeOn() {
        assertThat(outcomes(success(0), success(70), success(141)))
                .containsExactly(Outcome.UP, Outcome.UP, Outcome.LATE);
    }

    @Test
    void aFailureAndAMissedRunAreDownAndAnOutageExcuses() {
        assertThat(outcomes(
                        success(0),
                        event(RunEvent.Kind.FAIL, 60),
                        event(RunEvent.Kind.MISSED, 140),
                        event(RunEvent.Kind.EXCUSED, 200)))
                .containsExactly(Outcome.UP, Outcome.DOWN, Outcome.DOWN, Outcome.EXCUSED);
    }

    @Test
    void theSuccessAfterAMissedRunIsNotLateAsWell() {
        assertThat(outcomes(success(0), event(RunEvent.Kind.MISSED, 80), success(600)))
                .containsExactly(Outcome.UP, Outcome.DOWN, Outcome.UP);
    }

    @Test
    void aSuccessThatMadeTheCheckGoDownIsOneRun() {
        assertThat(outcomes(success(0), success(60), event(RunEvent.Kind.MISSED, 60)))
                .containsExactly(Outcome.UP, Outcome.DOWN);
    }

    @Test
    void onlyTheLatestRunsAreShown() {
        List<RunEvent> events = new ArrayList<>(List.of(event(RunEvent.Kind.FAIL, 0)));
        for (int run = 1; run <= RunBar.BARS; run++) {
            events.add(success(run * 60));
        }

        assertThat(RunEvent.outcomes(events, HOURLY, GRACE))
                .hasSize(RunBar.BARS)
                .containsOnly(Outcome.UP);
    }

    @Test
    void theLatestRunIsOnTheRightAndWorseRunsHaveHigherBars() {
        var bar = new RunBar(List.of(Outcome.UP, Outcome.DOWN));

        assertThat(bar.path(Outcome.UP)).isEqualTo("M134 12v8");
        assertThat(bar.path(Outcome.DOWN)).isEqualTo("M140 0v20");
        assertThat(bar.path(Outcome.LATE)).isEmpty();
        assertThat(bar.noPath()).startsWith("M2 18v2M8 18v2").endsWith("M128 18v2");
        assertThat(bar.count(Outcome.DOWN)).isOne();
    }

    @Test
    void aPictureIsSmall() {
        var mixed = new ArrayList<Outcome>(Collections.nCopies(RunBar.BARS / 2, Outcome.EXCUSED));
        mixed.addAll(Collections.nCopies(RunBar.BARS / 2, Outcome.UP));
        var bar = new RunBar(mixed);

        assertThat(bar.path(Outcome.UP) + bar.path(Outcome.EXCUSED)).hasSizeLessThan(450);
    }

    private static List<Outcome> outcomes(RunEvent... events) {
        return RunEvent.outcomes(List.of(events), HOURLY, GRACE);
    }

    private static RunEvent success(int minute) {
        return event(RunEvent.Kind.SUCCESS, minute);
    }

    private static RunEvent event(RunEvent.Kind kind, int minute) {
        return new RunEvent(kind, START.plus(Duration.ofMinutes(minute)));
    }
}
