package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;
import testing.LoggedEvents;
import testing.PageTable;
import testing.RegisteredMetrics;

/** docs/runbook.md explains each alert, each metric and each event that may need a person, and nothing else. */
class RunbookTest {

    private static final Path RUNBOOK = Path.of("docs", "runbook.md");
    private static final Path METRICS = Path.of("docs", "factors", "14-telemetry.md");
    private static final Path RULES = Path.of("deploy", "prometheus", "rules.yaml");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

    /** The event of a line of a library: platform.log.JsonLog. */
    private static final Map<String, String> OF_LIBRARIES = Map.of("log", "ERROR, WARN");

    @Test
    void eachAlertIsExplained() throws IOException {
        Set<String> alerts = ALERT.matcher(Files.readString(RULES))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());

        assertThat(PageTable.of(RUNBOOK, "Alerts").names()).isNotEmpty().containsExactlyInAnyOrderElementsOf(alerts);
    }

    @Test
    void eachMetricIsExplained() {
        assertThat(PageTable.of(RUNBOOK, "Metrics").names())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(PageTable.of(METRICS).names());
    }

    @Test
    void thePageOfTheFactorListsTheMetricsOfTheCode() {
        assertThat(PageTable.of(METRICS).names())
                .filteredOn(name -> name.startsWith("rollcall_"))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(RegisteredMetrics.inCode());
    }

    @Test
    void eachEventAtWarnOrErrorIsExplainedWithItsLevels() {
        Map<String, String> explained = new TreeMap<>();
        for (PageTable.Row row : PageTable.of(RUNBOOK, "Log events").rows()) {
            row.names().forEach(name -> explained.put(name, row.cells().get(0)));
        }

        assertThat(explained).isNotEmpty().containsExactlyInAnyOrderEntriesOf(troubles());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Alerts", "Metrics", "Log events"})
    void eachNameIsExplainedOnceAndNoCellIsEmpty(String heading) {
        List<PageTable.Row> rows = PageTable.of(RUNBOOK, heading).rows();

        assertThat(rows)
                .allSatisfy(row -> assertThat(row.cells()).hasSizeGreaterThan(1).noneMatch(String::isBlank));
        assertThat(rows.stream().flatMap(row -> row.names().stream())).doesNotHaveDuplicates();
    }

    private static Map<String, String> troubles() {
        Map<String, String> troubles = new TreeMap<>(OF_LIBRARIES);
        LoggedEvents.inCode().forEach((event, levels) -> {
            String bad = levels.stream()
                    .filter(level -> level.toInt() >= Level.WARN.toInt())
                    .map(Level::name)
                    .sorted()
                    .collect(Collectors.joining(", "));
            if (!bad.isEmpty()) {
                troubles.put(event, bad);
            }
        });
        return troubles;
    }
}
