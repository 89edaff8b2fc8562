package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import testing.App;
import testing.MetricsSchema;
import testing.MetricsSchema.Exported;
import testing.MetricsSchema.Metric;
import testing.RegisteredMetrics;

/** docs/metrics.yaml says what web exports, and pages, rules and the dashboard agree with it. */
class MetricsSchemaTest {

    private static final Path PAGE = Path.of("docs", "factors", "14-telemetry.md");
    private static final Map<String, Metric> SCHEMA = MetricsSchema.read();

    /** Each exists only while its variable is set. */
    private static final Set<String> OPTIONAL_LIMITS = Set.of("key", "check", "address");

    private static final Pattern SERIES = Pattern.compile("`(rollcall_\\w+)(?:\\{([\\w,]+)})?`");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern NAME = Pattern.compile("rollcall_[a-z_]*[a-z]");

    /** What the page says of the process and of the subject. */
    private static final Map<List<String>, String> ABOUT = Map.of(
            List.of("web", "process"), "this process",
            List.of("web", "deploy"), "deploy",
            List.of("web, worker", "process"), "this process",
            List.of("worker", "process"), "worker, by OTLP");

    @Test
    void webExportsTheseMetricsWithTheseTypesLabelsAndValues() {
        App web = RunningRelease.get().web();
        Map<String, Exported> exported = MetricsSchema.scraped(
                web.send(web.to("/actuator/prometheus").header("Authorization", "Bearer " + Requests.METRICS_TOKEN))
                        .body());
        Map<String, Metric> expected = MetricsSchema.of("web");

        assertThat(exported.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, metric) -> {
            Exported found = Objects.requireNonNull(exported.get(name));
            assertThat(found.type()).as(name).isEqualTo(metric.type());
            assertThat(found.labels().keySet())
                    .as(name)
                    .isEqualTo(metric.labels().keySet());
            found.labels().forEach((label, values) -> {
                Set<String> listed = metric.values(label);
                if (!listed.isEmpty()) {
                    if (label.equals("limit")) {
                        listed.removeAll(OPTIONAL_LIMITS);
                    }
                    assertThat(values).as(name + " " + label).isEqualTo(listed);
                }
            });
        });
    }

    @Test
    void itHasTheMetricsOfTheCode() {
        assertThat(SCHEMA.keySet()).isEqualTo(RegisteredMetrics.inCode());
    }

    @Test
    void eachMetricSaysEverything() {
        assertThat(SCHEMA).allSatisfy((name, metric) -> {
            assertThat(metric.type()).isIn("counter", "gauge", "summary");
            assertThat(metric.type().equals("counter")).isEqualTo(name.endsWith("_total"));
            assertThat(metric.unit().equals("seconds")).isEqualTo(name.endsWith("_seconds"));
            assertThat(metric.unit()).isNotBlank();
            assertThat(metric.means()).endsWith(".");
            assertThat(ABOUT).containsKey(List.of(metric.process(), metric.about()));
        });
    }

    @Test
    void theTableOfTheFactorAgrees() {
        Map<String, Metric> listed = new TreeMap<>();
        DeployFilesTest.read(PAGE)
                .lines()
                .filter(line -> line.startsWith("| `rollcall_"))
                .forEach(line -> {
                    String[] cells = line.split("\\|", -1);
                    Set<String> values = CODE.matcher(cells[3])
                            .results()
                            .map(code -> code.group(1))
                            .collect(Collectors.toSet());
                    SERIES.matcher(cells[1]).results().forEach(series -> {
                        String name = series.group(1);
                        assertThat(SCHEMA).containsKey(name);
                        Metric metric = Objects.requireNonNull(SCHEMA.get(name));
                        listed.put(name, metric);
                        assertThat(labels(series.group(2)))
                                .as(name)
                                .isEqualTo(metric.labels().keySet());
                        assertThat(cells[2].strip())
                                .as(name)
                                .isEqualTo(ABOUT.get(List.of(metric.process(), metric.about())));
                        metric.labels().keySet().stream()
                                // The page has no room for the names of all jobs.
                                .filter(label -> !label.equals("job"))
                                .forEach(label -> assertThat(values).as(name).containsAll(metric.values(label)));
                    });
                });

        assertThat(listed).isEqualTo(SCHEMA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy/grafana/rollcall.json", "deploy/prometheus/rules.yaml"})
    void theFilesForGrafanaAndPrometheusUseOnlyTheseNames(String file) {
        Set<String> used = NAME.matcher(DeployFilesTest.read(Path.of(file)))
                .results()
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(used).isNotEmpty().isSubsetOf(inPrometheus());
    }

    /** A summary is several series. */
    private static Set<String> inPrometheus() {
        return SCHEMA.entrySet().stream()
                .flatMap(metric -> metric.getValue().type().equals("summary")
                        ? Stream.of("_count", "_sum", "_max", "_bucket").map(end -> metric.getKey() + end)
                        : Stream.of(metric.getKey()))
                .collect(Collectors.toSet());
    }

    private static Set<String> labels(@Nullable String list) {
        return list == null ? Set.of() : Set.of(list.split(","));
    }
}
