package dev.rollcall.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraceStepsTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT1M",
        "PT59S, PT1M",
        "PT1M, PT2M",
        "PT9M59S, PT10M",
        "PT10M, PT15M",
        "PT1H, PT1H15M",
        "PT5H50M, PT6H",
        "PT7H30M, PT8H",
        "PT24H, PT48H",
        "PT20000H, PT8760H"
    })
    void theGraceTimeHasARoundNumber(Duration lateness, Duration grace) {
        assertThat(GraceSteps.above(lateness, Duration.ofMinutes(1))).isEqualTo(grace);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT1M30S", "PT2M, PT3M", "PT20000H, PT8760H"})
    void theGraceTimeIsOneThatTheApiAccepts(Duration lateness, Duration grace) {
        assertThat(GraceSteps.above(lateness, Duration.ofSeconds(90))).isEqualTo(grace);
    }
}
