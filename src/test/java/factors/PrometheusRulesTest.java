package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testing.Promtool;
import testing.RegisteredMetrics;

/** Prometheus's own {@code promtool} tries the alerts of {@code deploy/prometheus} on series that set them off. */
class PrometheusRulesTest {

    private static final Path RULES = Path.of("deploy", "prometheus", "rules.yaml");
    private static final Path CASES = Path.of("src", "test", "resources", "prometheus", "rules-test.yaml");

    @Test
    void eachAlertFiresWhenItShouldAndNotWhenAllIsWell(@TempDir Path directory) throws Exception {
        Checkout.copy(RULES, directory.resolve("rules.yaml"));
        Checkout.copy(CASES, directory.resolve("cases.yaml"));

        Promtool.testRules(directory);

        assertThat(found("alertname: (Rollcall\\w+)", CASES)).isEqualTo(found("alert: (Rollcall\\w+)", RULES));
    }

    @Test
    void theyUseMetricsThatExist() {
        assertThat(found("(rollcall_\\w+)", RULES)).isNotEmpty().isSubsetOf(RegisteredMetrics.inCode());
    }

    private static Set<String> found(String pattern, Path file) {
        return Pattern.compile(pattern)
                .matcher(DeployFilesTest.read(file))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }
}
