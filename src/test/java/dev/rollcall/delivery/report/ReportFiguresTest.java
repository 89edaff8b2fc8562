package dev.rollcall.delivery.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/** The statement that works out a report, against a model that looks at each minute. */
@RollcallTest
class ReportFiguresTest {

    private static final Instant START = Instant.parse("2026-03-08T00:00:00Z");
    private static final ReportPeriod DAY =
            new ReportPeriod(START.plus(Duration.ofDays(1)), START.plus(Duration.ofDays(2)));
    private static final int EVENTS = 300;
    private static final int MAX_CHECKS = 8;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private ReportStore reports;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theFiguresAreThoseOfAWatchThatLooksAtEachMinute(long seed) {
        var random = new Random(seed);
        clock.set(START);
        Projects.NewProject project = fixtures.project();
        List<Watched> checks = new ArrayList<>();
        Instant end = START.plus(Duration.ofDays(3));
        for (Instant at = START; at.isBefore(end); at = at.plus(Duration.ofMinutes(1))) {
            clock.set(at);
            if (random.nextInt((int) Duration.ofDays(3).toMinutes()) < EVENTS) {
                happen(random, project, checks);
            }
            if (!at.isBefore(DAY.from()) && at.isBefore(DAY.until())) {
                checks.forEach(Watched::lookAt);
            }
        }

        List<ProjectReport.Line> expected = checks.stream()
                .filter(check -> check.isInPeriod)
                .map(Watched::line)
                .toList();
        assertThat(reports.of(project.id(), DAY, Instant.EPOCH))
                .hasValueSatisfying(report -> assertThat(report.lines()).containsExactlyInAnyOrderElementsOf(expected));
        assertThat(expected).as("the events are worth it").anyMatch(line -> line.times() > 1);
    }

    @Test
    void nothingIsSaidOfTheTimeWhoseFlipsMayBeDeleted() {
        clock.set(START);
        Projects.NewProject project = fixtures.project();
        UUID check = fixtures.check(project, "{\"name\": \"backup\"}");
        fixtures.ping(check, "/fail");
        clock.set(DAY.from().plus(Duration.ofHours(20)));
        fixtures.ping(check, "");

        assertThat(reports.of(project.id(), DAY, DAY.from().plus(Duration.ofHours(18))))
                .hasValueSatisfying(report -> assertThat(report.lines())
                        .containsExactly(new ProjectReport.Line(
                                "backup", CheckStatus.UP, 1, Duration.ofHours(2), Duration.ofHours(6))));
        assertThat(reports.of(project.id(), DAY, DAY.until()))
                .hasValueSatisfying(report -> assertThat(report.lines())
                        .containsExactly(
                                new ProjectReport.Line("backup", CheckStatus.UP, 0, Duration.ZERO, Duration.ZERO)));
    }

    private void happen(Random random, Projects.NewProject project, List<Watched> checks) {
        if (checks.isEmpty() || (checks.size() < MAX_CHECKS && random.nextInt(8) == 0)) {
            String name = "check " + checks.size();
            checks.add(new Watched(name, fixtures.check(project, "{\"name\": \"" + name + "\"}")));
            return;
        }
        Watched check = checks.get(random.nextInt(checks.size()));
        switch (random.nextInt(5)) {
            case 0, 1 -> {
                fixtures.ping(check.id, "/fail");
                check.status = CheckStatus.DOWN;
            }
            case 2, 3 -> {
                fixtures.ping(check.id, "");
                check.status = CheckStatus.UP;
            }
            default -> {
                boolean isPaused = check.status == CheckStatus.PAUSED;
                String path = "/api/v3/checks/" + check.id + (isPaused ? "/resume" : "/pause");
                assertThat(fixtures.call(HttpMethod.POST, path, project.readWriteKey(), ""))
                        .hasStatusOk();
                check.status = isPaused ? CheckStatus.NEW : CheckStatus.PAUSED;
            }
        }
    }

    /** The model: a check, its status, and what was seen of it minute by minute. */
    private static final class Watched {

        private final String name;
        private final UUID id;
        private CheckStatus status = CheckStatus.NEW;
        private CheckStatus seen = CheckStatus.NEW;
        private boolean isInPeriod;
        private int times;
        private int down;
        private int up;

        Watched(String name, UUID id) {
            this.name = name;
            this.id = id;
        }

        void lookAt() {
            isInPeriod = true;
            if (status == CheckStatus.DOWN) {
                down++;
                times += seen == CheckStatus.DOWN ? 0 : 1;
            } else if (status == CheckStatus.UP) {
                up++;
            }
            seen = status;
        }

        ProjectReport.Line line() {
            return new ProjectReport.Line(name, status, times, Duration.ofMinutes(down), Duration.ofMinutes(down + up));
        }
    }
}
