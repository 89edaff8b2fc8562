package testing;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The metrics that the code registers, by their names in Prometheus. Some of them only workers push. */
public final class RegisteredMetrics {

    private static final Pattern METRIC = Pattern.compile(
            "((?:Time)?Gauge\\.builder|Counter\\.builder|\\.counter|\\.timer|\\.createNotStarted)\\(\\s*\"(rollcall\\.[a-z.]+)\"");

    private RegisteredMetrics() {}

    public static Set<String> inCode() {
        Set<String> names = new TreeSet<>();
        for (String code : Sources.files()) {
            Sources.statements(code)
                    .forEach(statement -> METRIC.matcher(statement)
                            .results()
                            .map(metric -> inPrometheus(metric))
                            .forEach(names::add));
        }
        return names;
    }

    /** Prometheus writes the unit of a metric and the end of a counter's name into the name. */
    private static String inPrometheus(MatchResult metric) {
        String name = metric.group(2).replace('.', '_');
        return switch (metric.group(1)) {
            case "Gauge.builder" -> name;
            case "Counter.builder", ".counter" -> name + "_total";
            default -> name + "_seconds";
        };
    }
}
