package dev.rollcall.mute.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.admin.Finding;
import dev.rollcall.project.Projects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@RollcallTest
class WindowProbeTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private WindowProbe probe;

    private Projects.NewProject project;

    @BeforeEach
    void twoWindows() {
        fixtures.clear();
        project = fixtures.project();
        window("\"schedule\": \"0 4 * * *\", \"tz\": \"Europe/Riga\", \"duration\": 3600");
        window("\"start\": \"2036-03-01T13:00:00Z\", \"end\": \"2036-03-01T15:00:00Z\"");
    }

    @Test
    void readableSchedulesAreFine() {
        assertThat(probe.examine())
                .containsExactly(Finding.ok("maintenance", "the schedules of all windows are readable"));
    }

    @Test
    void windowsWithAnUnreadableScheduleAreBrokenAndCounted() {
        store("0 4 * * *", "Mars/Phobos");
        store("0 4 * * *", "Mars/Phobos");
        store("61 4 * * *", "UTC");

        assertThat(probe.examine()).singleElement().satisfies(finding -> {
            assertThat(finding.state()).isEqualTo(Finding.State.BROKEN);
            assertThat(finding.found())
                    .isEqualTo(
                            "3 windows have a schedule or time zone that this release cannot read, so they never open");
            assertThat(finding.advice()).contains("settings of their projects");
        });
    }

    /** As an earlier release may have stored it. */
    private void store(String cron, String zone) {
        fixtures.jdbc()
                .sql("UPDATE maintenance_windows SET cron = :cron, time_zone = :zone WHERE id = :id")
                .param("cron", cron)
                .param("zone", zone)
                .param("id", window("\"schedule\": \"0 4 * * *\", \"duration\": 3600"))
                .update();
    }

    private UUID window(String times) {
        MvcTestResult made = fixtures.call(
                HttpMethod.POST,
                "/api/v3/maintenance-windows/",
                project.readWriteKey(),
                "{\"name\": \"restart\", \"all_checks\": true, " + times + "}");
        assertThat(made).hasStatus(201);
        return UUID.fromString(fixtures.json(made).get("id").asString());
    }
}
