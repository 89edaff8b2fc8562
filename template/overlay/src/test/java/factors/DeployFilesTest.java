package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** The files of platforms run the lines of the Procfile, with variables that exist. */
class DeployFilesTest {

    private static final Path KUBERNETES = Path.of("deploy", "kubernetes", "base");

    @Test
    void composeRunsTheLinesOfTheProcfile() throws IOException {
        JsonNode compose = yaml(Files.readString(Path.of("compose.yaml")));
        Map<String, String> lines = new HashMap<>();
        compose.get("services").properties().forEach(service -> {
            if (service.getValue().path("image").asString("").equals("rollcall")) {
                lines.put(service.getKey(), service.getValue().get("command").asString());
            }
        });

        assertThat(lines).isEqualTo(procfile());
        assertThat(Example.read().names())
                .containsAll(compose.at("/services/web/environment").propertyNames());
    }

    @Test
    void kubernetesRunsTheLinesOfTheProcfileAsAnyUserOnAReadOnlyFileSystem() throws IOException {
        Map<String, String> lines = new HashMap<>();
        Set<String> variables = new TreeSet<>();
        for (String file : new String[] {"release.yaml", "web.yaml", "worker.yaml"}) {
            for (String document : Files.readString(KUBERNETES.resolve(file)).split("(?m)^---$")) {
                JsonNode pod = yaml(document).at("/spec/template/spec");
                JsonNode container = pod.at("/containers/0");
                if (container.isMissingNode()) {
                    continue;
                }
                lines.put(
                        container.get("name").asString(),
                        container.get("command").valueStream().map(JsonNode::asString).collect(Collectors.joining(" ")));
                container.get("env").forEach(variable -> variables.add(variable.get("name").asString()));
                assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
                assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                        .isTrue();
            }
        }

        assertThat(lines).isEqualTo(procfile());
        assertThat(Example.read().names()).containsAll(variables);
    }

    /** Dokku starts what has a line here, and by default no worker. */
    @Test
    void appJsonStartsEachProcessOfTheProcfileAndSetsVariablesThatExist() throws IOException {
        JsonNode app = Deploy.JSON.readTree(Files.readString(Path.of("app.json")));
        Set<String> processes = new TreeSet<>(procfile().keySet());
        processes.remove("release");

        assertThat(app.get("formation").propertyNames()).containsExactlyInAnyOrderElementsOf(processes);
        assertThat(Example.read().names()).containsAll(app.get("env").propertyNames());
    }

    private static Map<String, String> procfile() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("Procfile"))) {
            return lines.map(line -> line.split(": ", 2)).collect(Collectors.toMap(part -> part[0], part -> part[1]));
        }
    }

    private static JsonNode yaml(String text) {
        return Deploy.JSON.valueToTree(new Yaml().load(text));
    }
}
