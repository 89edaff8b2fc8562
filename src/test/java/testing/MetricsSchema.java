package testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/metrics.yaml, and what a process exports in its terms. */
public final class MetricsSchema {

    private static final Path FILE = Path.of("docs", "metrics.yaml");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (rollcall_\\w+) (\\w+)$");
    private static final Pattern SERIES = Pattern.compile("(?m)^(rollcall_\\w+)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private MetricsSchema() {}

    /** All metrics by their names in Prometheus. */
    public static Map<String, Metric> read() {
        JsonMapper json = JsonMapper.shared();
        try {
            JsonNode file = json.valueToTree(new Yaml().load(Files.readString(FILE)));
            return json.convertValue(file.get("metrics"), new TypeReference<TreeMap<String, Metric>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What processes of this type export: {@code web} or {@code worker}. */
    public static Map<String, Metric> of(String process) {
        return read().entrySet().stream()
                .filter(metric ->
                        List.of(metric.getValue().process().split(", ", -1)).contains(process))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }

    /** Our metrics in the format of Prometheus. */
    public static Map<String, Exported> scraped(String text) {
        Map<String, Exported> metrics = new TreeMap<>();
        TYPE.matcher(text).results().forEach(type -> metrics.put(type.group(1), Exported.of(type.group(2))));
        Matcher series = SERIES.matcher(text);
        while (series.find()) {
            Exported metric = metrics.get(series.group(1));
            if (metric == null) {
                throw new AssertionError("no type of " + series.group(1));
            }
            if (series.group(2) != null) {
                LABEL.matcher(series.group(2)).results().forEach(label -> metric.add(label.group(1), label.group(2)));
            }
        }
        return metrics;
    }

    /**
     * A metric of the file.
     *
     * @param labels a list of all values, or a text if the values depend on the deploy
     */
    public record Metric(
            String type, String unit, String process, String about, Map<String, JsonNode> labels, String means) {

        /** The values of a label, or an empty set if they depend on the deploy. */
        public Set<String> values(String label) {
            return Objects.requireNonNull(labels.get(label), label)
                    .valueStream()
                    .map(JsonNode::asString)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** A metric of a process, with the labels and values that were seen. */
    public record Exported(String type, Map<String, Set<String>> labels) {

        static Exported of(String type) {
            return new Exported(type, new TreeMap<>());
        }

        void add(String label, String value) {
            labels.computeIfAbsent(label, any -> new TreeSet<>()).add(value);
        }
    }
}
