package dev.rollcall.flip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.admin.Finding;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RollcallTest
class SweepProbeTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private SweepProbe probe;

    @BeforeEach
    void oneCheck() {
        fixtures.clear();
        fixtures.check(fixtures.project(), "{}");
    }

    @Test
    void anEmptySweepIsFine() {
        assertThat(probe.examine()).containsExactly(Finding.ok("overdue checks", "no check waits for the sweep"));
    }

    @Test
    void aCheckThatWaitsForSecondsIsFine() {
        due(Duration.ofSeconds(5));
        assertThat(probe.examine())
                .containsExactly(Finding.ok("overdue checks", "1 waiting for the sweep, the oldest for 5 s"));
    }

    @Test
    void aCheckThatNoSweepHasLookedAtForMinutesIsBroken() {
        due(Duration.ofMinutes(2));
        assertThat(probe.examine()).singleElement().satisfies(finding -> {
            assertThat(finding.state()).isEqualTo(Finding.State.BROKEN);
            assertThat(finding.found()).isEqualTo("1 waiting for the sweep, the oldest for 120 s");
            assertThat(finding.advice()).contains("workers");
        });
    }

    private void due(Duration ago) {
        fixtures.jdbc()
                .sql("UPDATE check_states SET sweep_after = :at")
                .param("at", clock.instant().minus(ago).atOffset(ZoneOffset.UTC))
                .update();
    }
}
