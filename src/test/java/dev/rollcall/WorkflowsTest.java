package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The workflows of GitHub run only code that is pinned, with few rights, and commands of this repository that exist.
 */
class WorkflowsTest {

    private static final Path DIRECTORY = Path.of(".github", "workflows");
    private static final Pattern USES = Pattern.compile("(?m)^ *(?:- )?uses: (.*)$");
    private static final Pattern PINNED =
            Pattern.compile("([\\w-]+/[\\w-]+)(?:/[\\w-]+)?@([0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+)");
    private static final Pattern COMMAND = Pattern.compile("(?m)(?:^|[ \"])((?:\\./mvnw|\\.?\\w+/[\\w-]+)\\b)");

    @Test
    void everyActionIsPinnedByOneCommitOfAVersion() {
        Map<String, Set<String>> commits = new TreeMap<>();
        workflows()
                .forEach(file -> USES.matcher(read(file)).results().forEach(uses -> {
                    var pinned = PINNED.matcher(uses.group(1));
                    assertThat(pinned.matches())
                            .as("%s: %s", file, uses.group(1))
                            .isTrue();
                    commits.computeIfAbsent(pinned.group(1), action -> new TreeSet<>())
                            .add(pinned.group(2));
                }));

        assertThat(commits).containsKeys("actions/checkout", "actions/setup-java");
        assertThat(commits).allSatisfy((action, found) -> assertThat(found).hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void aWorkflowMayOnlyReadUnlessAJobSaysMore(Path file) {
        assertThat(parse(file).get("permissions").toString()).isIn("{}", "{\"contents\":\"read\"}");
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void aNewerRunTakesTheTurnAndEachJobHasALimit(Path file) {
        JsonNode workflow = parse(file);
        assertThat(workflow.at("/concurrency/group").asString()).contains("github.workflow", "github.ref");
        assertThat(workflow.get("jobs"))
                .allSatisfy(
                        job -> assertThat(job.get("timeout-minutes").asInt()).isPositive());
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void aCheckoutKeepsNoToken(Path file) {
        assertThat(steps(file).filter(step -> step.path("uses").asString("").startsWith("actions/checkout@")))
                .allSatisfy(
                        step -> assertThat(step.at("/with/persist-credentials").asBoolean(true))
                                .isFalse());
    }

    /** Values of a pull request are the text of a stranger: as a variable they cannot become commands. */
    @ParameterizedTest
    @MethodSource("workflows")
    void aScriptContainsNoExpression(Path file) {
        assertThat(scripts(file)).noneMatch(script -> script.contains("${{"));
    }

    @Test
    void theCommandsOfThisRepositoryExist() {
        Set<String> commands = new TreeSet<>();
        workflows()
                .flatMap(WorkflowsTest::scripts)
                .flatMap(script -> COMMAND.matcher(script).results())
                .map(command -> command.group(1))
                .filter(command -> command.matches("(bin|\\.ci|\\.)/.*"))
                .forEach(commands::add);

        assertThat(commands)
                .contains(".ci/run", "./mvnw", "bin/docs")
                .allSatisfy(command -> assertThat(Path.of(command)).isExecutable());
    }

    @Test
    void theOldestAndTheNewestJavaAreThoseOfTheBuildAndTheImage() {
        JsonNode javas = parse(DIRECTORY.resolve("ci.yml")).at("/jobs/check/strategy/matrix/java");
        assertThat(read(Path.of("pom.xml")))
                .contains("<java.version>" + javas.get(0).asString() + "<");
        assertThat(read(Path.of("system.properties")).strip())
                .isEqualTo("java.runtime.version=" + javas.get(1).asString());
    }

    static Stream<Path> workflows() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> scripts(Path file) {
        return steps(file).map(step -> step.path("run").asString("")).filter(script -> !script.isEmpty());
    }

    private static Stream<JsonNode> steps(Path file) {
        return parse(file)
                .get("jobs")
                .valueStream()
                .flatMap(job -> job.get("steps").valueStream());
    }

    private static JsonNode parse(Path file) {
        return JsonMapper.shared().valueToTree(new Yaml().load(read(file)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
