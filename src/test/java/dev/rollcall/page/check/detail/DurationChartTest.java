package dev.rollcall.page.check.detail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DurationChartTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void theUsualRangeLeavesOutATenthOnEachSideAndFailures() {
        List<TimedRun> runs =
                IntStream.rangeClosed(1, 11).mapToObj(i -> run(i * 10, i == 11)).toList();

        var chart = DurationChart.of(runs);

        assertThat(chart.usual())
                .contains(new DurationChart.Range(
                        Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(90)));
        assertThat(DurationChart.of(runs.subList(0, 4)).usual()).isEmpty();
    }

    @Test
    void theAxisEndsWithARoundDuration() {
        assertThat(DurationChart.of(List.of(run(212, false))).top()).isEqualTo(Duration.ofMinutes(5));
        assertThat(DurationChart.of(List.of(run(0, false))).top()).isEqualTo(Duration.ofSeconds(1));
        assertThat(DurationChart.of(List.of(run(400_000, false))).top()).isEqualTo(Duration.ofSeconds(400_001));
    }

    @Test
    void eachRunIsADotAndAFailureIsASquare() {
        var chart = DurationChart.of(List.of(run(30, false), run(60, true)));

        assertThat(chart.dots(false)).isEqualTo("M0.5 50.0h0");
        assertThat(chart.dots(true)).isEqualTo("M1.5 0.0h.001");
        assertThat(chart.stems()).isEqualTo("M0.5 100V50.0M1.5 100V0.0");
        assertThat(chart.width()).isEqualTo(2);
    }

    private static TimedRun run(int seconds, boolean isFailed) {
        return new TimedRun(NOW, Duration.ofSeconds(seconds), isFailed);
    }
}
