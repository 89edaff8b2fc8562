package testing;

import java.nio.file.Path;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard in {@code deploy/grafana}. */
public final class Dashboard {

    private static final Path FILE = Path.of("deploy", "grafana", "rollcall.json");

    private Dashboard() {}

    /** With the rows that group them. */
    public static Stream<JsonNode> panels() {
        return JsonMapper.shared().readTree(FILE.toFile()).get("panels").valueStream();
    }

    /** What the panels ask Prometheus. Grafana replaces its variable before it asks; here it is five minutes. */
    public static Stream<String> expressions() {
        return panels().filter(panel -> panel.has("targets"))
                .flatMap(panel -> panel.get("targets").valueStream())
                .map(target -> target.get("expr").asString().replace("$__rate_interval", "5m"))
                .distinct();
    }
}
