package dev.rollcall.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.project.Projects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import testing.App;
import testing.Tool;

/** Prometheus's own {@code promtool}, from Debian's package {@code prometheus}, reads the metrics. */
@RollcallTest
class PrometheusFormatTest {

    /** The program found nothing, or only what its style guide advises against. */
    private static final int[] READABLE = {0, 3};

    @Autowired
    private Fixtures fixtures;

    @Test
    void promtoolReadsTheMetricsAndFindsNoFaultButThePublishedNamesOfTwo() throws Exception {
        String promtool = Tool.require("promtool").toString();
        Projects.NewProject project = fixtures.project();
        fixtures.ping(
                fixtures.check(project, "{\"name\": \"a \\\\ \\\" \\n ä 日本 {}\", \"tags\": \"db \\\" x\\\\y\"}"), "");
        fixtures.ping(fixtures.check(project, "{\"name\": \"\", \"tags\": \"\"}"), "/start");

        Process process = new ProcessBuilder(promtool, "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var input = process.getOutputStream()) {
            input.write(scraped(project));
        }
        String found = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor(App.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(READABLE).as(found).contains(process.exitValue());
        assertThat(found.lines().sorted())
                .containsExactly(
                        "hc_checks_down_total non-counter metrics should not have \"_total\" suffix",
                        "hc_checks_total non-counter metrics should not have \"_total\" suffix");
    }

    private byte[] scraped(Projects.NewProject project) {
        MvcTestResult answer = fixtures.http()
                .get()
                .uri("/projects/" + project.id() + "/metrics/" + project.readOnlyKey())
                .exchange();
        assertThat(answer).hasStatusOk();
        return answer.getResponse().getContentAsByteArray();
    }
}
