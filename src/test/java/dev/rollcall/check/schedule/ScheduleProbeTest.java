package dev.rollcall.check.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.admin.Finding;
import dev.rollcall.project.Projects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RollcallTest
class ScheduleProbeTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ScheduleProbe probe;

    private Projects.NewProject project;

    @BeforeEach
    void threeChecks() {
        fixtures.clear();
        project = fixtures.project();
        fixtures.check(project, "{}");
        fixtures.check(project, "{\"schedule\": \"0 4 * * *\", \"tz\": \"Europe/Riga\"}");
    }

    @Test
    void readableSchedulesAreFine() {
        assertThat(probe.examine()).containsExactly(Finding.ok("schedules", "all are readable and have a future run"));
    }

    @Test
    void expiredSchedulesAreMentioned() {
        store("2010-01-01 00:00", "UTC");

        assertThat(probe.examine()).singleElement().satisfies(finding -> {
            assertThat(finding.state()).isEqualTo(Finding.State.WARN);
            assertThat(finding.found()).isEqualTo("1 checks have a schedule without a future run");
        });
    }

    @Test
    void unreadableSchedulesAreBrokenAndCounted() {
        store("0 4 * * *", "Mars/Phobos");
        store("0 4 * * *", "Mars/Phobos");
        store("61 4 * * *", "UTC");
        store("2010-01-01 00:00", "UTC");

        assertThat(probe.examine()).singleElement().satisfies(finding -> {
            assertThat(finding.state()).isEqualTo(Finding.State.BROKEN);
            assertThat(finding.found())
                    .isEqualTo("3 checks have a schedule or time zone that this release cannot read, 1 without a"
                            + " future run");
            assertThat(finding.advice()).contains("schedule_problem");
        });
    }

    private void store(String cron, String zone) {
        fixtures.storeSchedule(fixtures.check(project, "{}"), cron, zone);
    }
}
