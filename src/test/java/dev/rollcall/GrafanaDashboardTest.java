package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.config.TestEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import testing.Dashboard;
import testing.Promtool;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard in deploy/grafana shows the metrics that a web process exports. */
@RollcallTest
class GrafanaDashboardTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int COLUMNS = 24;

    @Autowired
    private Fixtures fixtures;

    /**
     * Prometheus evaluates each expression on the series that are exported. It refuses an invalid one. One with a wrong
     * name or label finds nothing, which sets off its alert, and no alert may fire.
     */
    @Test
    void eachExpressionFindsSeriesOfAWebProcess(@TempDir Path directory) throws Exception {
        List<Map<String, String>> alerts =
                Dashboard.expressions().map(GrafanaDashboardTest::alert).toList();
        List<Map<String, Object>> silences =
                Dashboard.expressions().map(GrafanaDashboardTest::silence).toList();
        List<Map<String, String>> series = scrape().filter(line -> !line.startsWith("#"))
                .map(line -> Map.of("series", withInstance(line), "values", "0+1x20"))
                .toList();
        Map<String, Object> test = Map.of("interval", "1m", "input_series", series, "alert_rule_test", silences);
        write(directory.resolve("rules.yaml"), Map.of("groups", List.of(Map.of("name", "all", "rules", alerts))));
        write(directory.resolve("cases.yaml"), Map.of("rule_files", List.of("rules.yaml"), "tests", List.of(test)));

        Promtool.testRules(directory);
    }

    @Test
    void eachMetricOfOursThatAWebProcessExportsIsShown() throws IOException {
        Set<String> exported = scrape().filter(line -> line.startsWith("rollcall_"))
                // Of workers. Other tests make deliveries in this process.
                .filter(line -> !line.startsWith("rollcall_delivery_"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
        String shown = Dashboard.expressions().collect(Collectors.joining("\n"));

        assertThat(exported)
                .contains("rollcall_pings_total")
                .allSatisfy(metric -> assertThat(shown).containsPattern(metric + "\\b"));
    }

    @Test
    void eachPanelHasAPlaceOfItsOwnAndSaysWhatItShows() {
        List<JsonNode> panels = Dashboard.panels().toList();

        assertThat(panels.stream().map(panel -> panel.get("id").asInt())).doesNotHaveDuplicates();
        assertThat(panels.stream().flatMapToInt(GrafanaDashboardTest::cells).boxed())
                .doesNotHaveDuplicates();
        assertThat(panels).allSatisfy(panel -> {
            assertThat(panel.get("title").asString()).isNotBlank();
            assertThat(panel.get("type").asString().equals("row")
                            || !panel.get("description").asString().isBlank())
                    .as(panel.get("title").asString())
                    .isTrue();
        });
    }

    private static IntStream cells(JsonNode panel) {
        JsonNode place = panel.get("gridPos");
        int x = place.get("x").asInt();
        int y = place.get("y").asInt();
        int width = place.get("w").asInt();
        assertThat(x + width).isLessThanOrEqualTo(COLUMNS);
        return IntStream.range(y, y + place.get("h").asInt())
                .flatMap(line -> IntStream.range(x, x + width).map(column -> line * COLUMNS + column));
    }

    private static Map<String, String> alert(String expression) {
        return Map.of("alert", expression, "expr", "absent(" + expression + ")");
    }

    private static Map<String, Object> silence(String expression) {
        return Map.of("alertname", expression, "eval_time", "20m", "exp_alerts", List.of());
    }

    /** Prometheus adds the label of the process that it scrapes. */
    private static String withInstance(String line) {
        String series = line.substring(0, line.lastIndexOf(' '));
        return series.contains("{") ? series.replaceFirst("\\{", "{instance=\"a\",") : series + "{instance=\"a\"}";
    }

    /** JSON is YAML too. */
    private static void write(Path file, Map<String, Object> content) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(content));
    }

    private Stream<String> scrape() throws IOException {
        fixtures.ping(fixtures.check(fixtures.project(), "{}"), "");
        MvcTestResult answer = fixtures.http()
                .get()
                .uri("/actuator/prometheus")
                .header("Authorization", "Bearer " + TestEnvironment.METRICS_TOKEN)
                .exchange();
        assertThat(answer).hasStatusOk();
        return answer.getResponse().getContentAsString().lines();
    }
}
