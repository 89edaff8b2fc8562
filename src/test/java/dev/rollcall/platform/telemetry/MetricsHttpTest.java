package dev.rollcall.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.platform.config.TestEnvironment;
import dev.rollcall.project.Projects;
import java.io.UnsupportedEncodingException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@RollcallTest
class MetricsHttpTest {

    private static final String PATH = "/actuator/prometheus";

    @Autowired
    private Fixtures fixtures;

    private Projects.NewProject project;

    @BeforeEach
    void aProject() {
        project = fixtures.project();
    }

    @Test
    void withoutTheTokenTheMetricsAreRefused() {
        assertThat(fixtures.http().get().uri(PATH))
                .hasStatus(401)
                .hasHeader("WWW-Authenticate", "Bearer")
                .bodyJson()
                .extractingPath("type")
                .isEqualTo("/problems/unauthorized");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a-token", "Basic a-token", "Bearer", "Bearer ", "Bearer a-toke", "Bearer a-token2", "bearer"})
    void aWrongTokenIsRefused(String authorization) {
        assertThat(fixtures.http().get().uri(PATH).header("Authorization", authorization))
                .hasStatus(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/env",
                "/actuator/metrics",
                "/actuator/beans",
                "/actuator/loggers",
                "/actuator/heapdump",
                "/actuator/health/db"
            })
    void otherManagementPathsDoNotExist(String path) {
        assertThat(fixtures.http().get().uri(path)).hasStatus(404);
    }

    @Test
    void pingsAreCountedByKind() throws Exception {
        UUID check = fixtures.check(project, "{}");
        double before = value("rollcall_pings_total{kind=\"fail\"}");

        fixtures.ping(check, "/fail");
        fixtures.ping(check, "");

        assertThat(value("rollcall_pings_total{kind=\"fail\"}")).isEqualTo(before + 1);
    }

    @Test
    void theSeriesOfTheDeployHaveTheirHelpTexts() throws Exception {
        assertThat(scrape())
                .contains(
                        "# HELP rollcall_checks ",
                        "# TYPE rollcall_checks gauge",
                        "# TYPE rollcall_pings_total counter",
                        "rollcall_checks{status=\"new\"}",
                        "rollcall_checks{status=\"up\"}",
                        "rollcall_checks{status=\"down\"}",
                        "rollcall_checks{status=\"paused\"}",
                        "rollcall_alert_lag_seconds{owed=\"flip\"}",
                        "rollcall_alert_lag_seconds{owed=\"delivery\"}",
                        "rollcall_deliveries{status=\"pending\"}",
                        "rollcall_deliveries{status=\"sent\"}",
                        "rollcall_deliveries{status=\"failed\"}",
                        "rollcall_deliveries_held_back{reason=\"maintenance\"}",
                        "rollcall_deliveries_held_back{reason=\"flapping\"}",
                        "rollcall_workers ",
                        "rollcall_worker_heartbeat_age_seconds ",
                        "rollcall_clock_skew_seconds ",
                        "rollcall_release{");
    }

    /** As Prometheus asks by default. */
    @Test
    void aReaderThatPrefersOpenMetricsGetsThem() throws Exception {
        MvcTestResult answer = fixtures.http()
                .get()
                .uri(PATH)
                .header("Authorization", "Bearer " + TestEnvironment.METRICS_TOKEN)
                .header(
                        "Accept",
                        "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.3,*/*;q=0.1")
                .exchange();

        assertThat(answer).hasStatusOk().hasContentType("application/openmetrics-text;version=1.0.0;charset=utf-8");
        assertThat(answer.getResponse().getContentAsString())
                .contains("# TYPE rollcall_pings counter", "rollcall_pings_total{kind=\"fail\"}")
                .endsWith("# EOF\n");
    }

    private double value(String series) throws UnsupportedEncodingException {
        return scrape().lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private String scrape() throws UnsupportedEncodingException {
        MvcTestResult answer = fixtures.http()
                .get()
                .uri(PATH)
                .header("Authorization", "Bearer " + TestEnvironment.METRICS_TOKEN)
                .exchange();
        assertThat(answer).hasStatusOk().hasContentType("text/plain;version=0.0.4;charset=utf-8");
        return answer.getResponse().getContentAsString();
    }
}
