package bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the files that a run writes and the comparison of two runs. */
class ReportTest {

    private static final Machine MACHINE = new Machine(2, "a processor", 4096, "Linux 6", "JDK 25", "PostgreSQL 18");

    @Test
    void aRatioIsTheMedianOfTheRatiosOfAllTurns() {
        Result result = rate(List.of(100.0, 50.0, 100.0), List.of(80.0, 40.0, 10.0));
        assertThat(result.ratio()).isEqualTo(0.8);
        assertThat(result.verdict()).isEqualTo("met");
        assertThat(result.ratios().least()).isEqualTo(0.1);
    }

    @Test
    void aTargetIsMetExactlyAtItsLimit() {
        assertThat(Target.atMost(10).score(latency(10))).isEqualTo(1);
        assertThat(Target.atMost(10).score(latency(20))).isEqualTo(0.5);
        assertThat(Target.atMost(0).score(latency(0))).isEqualTo(1);
        assertThat(Target.atMost(0).score(latency(1))).isZero();
        assertThat(Target.atLeast(10).score(latency(20))).isEqualTo(2);
    }

    @Test
    void aTargetOfEachTurnIsNotMetByTheMedian() {
        Result result =
                Result.of("ping.p99", "ms", new Series("pings", List.of(4.0, 5.0, 40.0)), Target.eachAtMost(10));
        assertThat(result.verdict()).isEqualTo("**not met**");
    }

    @Test
    void aDifferenceIsTakenTurnByTurnAndMayBeNegative() {
        Series difference = new Series("open", List.of(5.0, 2.0)).minus(new Series("none", List.of(1.0, 3.0)), "more");
        assertThat(difference).isEqualTo(new Series("more", List.of(4.0, -1.0)));
        assertThat(Target.atMost(5).score(Result.of("pages.open", "%", new Series("more", List.of(-1.0)), null)))
                .isEqualTo(1);
    }

    @Test
    void aReportSaysForEachResultWhetherItsTargetIsMet(@TempDir Path directory) throws Exception {
        Report report = report("one", rate(List.of(100.0, 100.0), List.of(55.0, 45.0)), latency(4));
        report.write(directory, "run");
        assertThat(directory.resolve("run.md"))
                .content()
                .contains("| ping.rate | requests/s | nothing: 100 (100-100) | pings: 50.0 (45.0-55.0) | "
                        + "0.500 (0.450-0.550) | ratio >= 0.600 | **not met** |")
                .contains("| ping.p99 | ms |  | pings: 4.00 (4.00-4.00) |  | <= 10.0 | met |")
                .contains("2 cores (a processor)")
                .contains("ping.rate: all stored")
                .contains("skipped: ping-jdk");
        assertThat(directory.resolve("run.svg")).content().contains("ping.rate", "#cf222e", "ping.p99", "#2da44e");
        assertThat(Report.read(directory.resolve("run.json"))).isEqualTo(report);
    }

    @Test
    void twoRunsAreComparedByTheirRatiosAndDifferentMachinesAreNamed() {
        Report before = report("one", rate(List.of(100.0), List.of(50.0)), latency(4));
        Report after = new Report(
                "now",
                "two",
                false,
                60,
                new Machine(8, "another", 4096, "Linux 6", "JDK 25", "PostgreSQL 18"),
                List.of(rate(List.of(200.0), List.of(150.0)), latency(5)),
                List.of());
        assertThat(Compare.markdown(before, after))
                .contains("| what | one | two |")
                .contains(
                        "| ping.rate, ratio | 0.500 (0.500-0.500) | 0.750 (0.750-0.750) | x 1.50 | **not met** / met |")
                .contains("| ping.p99, ms |")
                .contains("Two machines");
        assertThat(Compare.markdown(before, before))
                .contains("within the spread")
                .doesNotContain("Two machines");
    }

    @Test
    void aCaseIsChosenByItsNameOrTheBeginningOfIt() {
        assertThat(Cases.chosen(Options.parse("--quick")))
                .extracting(Case::name)
                .containsExactly("ping", "start");
        assertThat(Cases.chosen(Options.parse("--repeats", "1", "ping-t")))
                .extracting(Case::name)
                .containsExactly("ping-two");
        assertThat(Cases.chosen(Options.parse())).hasSameSizeAs(Cases.ALL);
    }

    private static Report report(String commit, Result... results) {
        return new Report("now", commit, false, 60, MACHINE, List.of(results), List.of("ping-jdk, because none"));
    }

    private static Result rate(List<Double> nothing, List<Double> pings) {
        return new Result(
                "ping.rate",
                "requests/s",
                new Series("nothing", nothing),
                new Series("pings", pings),
                Target.ratioAtLeast(0.6),
                List.of("all stored"));
    }

    private static Result latency(double millis) {
        return Result.of("ping.p99", "ms", new Series("pings", List.of(millis)), Target.atMost(10));
    }
}
