package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import testing.Page;
import testing.Tool;
import tools.jackson.databind.JsonNode;

/** The files in {@code deploy/} start the processes of the Procfile, with variables, paths and ports that exist. */
class DeployFilesTest {

    private static final Path SYSTEMD = Path.of("deploy", "systemd");
    /** Reads and writes rows only. */
    static final String APPLICATION_ROLE = "rollcall_app";

    /** The second is of the C library. */
    private static final Set<String> JVM_VARIABLES = Set.of("JDK_JAVA_OPTIONS", "MALLOC_ARENA_MAX");
    /** What a stop takes after DRAIN_DELAY and SHUTDOWN_TIMEOUT: docs/factors/09-disposability.md. */
    private static final Duration REST_OF_A_STOP = Duration.ofSeconds(3);

    private static final Pattern BUILDS_THE_IMAGE = Pattern.compile("docker (build|compose up --build) ");

    private static final Map<String, String> PROCFILE = procfile();

    @Test
    void theUnitsOfSystemdRunTheLinesOfTheProcfile() {
        assertThat(units().stream()
                        .collect(Collectors.toMap(
                                unit -> unit.getFileName().toString().replaceAll("rollcall-|@?\\.service", ""),
                                unit -> value(read(unit), "ExecStart"))))
                .isEqualTo(procfileWithTwoRoles());
    }

    /** Of the units, and of Compose with the SQL that it runs. */
    @Test
    void onlyTheReleaseStepIsTheOwnerOfTheTables() {
        String owner = Objects.requireNonNull(
                variables(SYSTEMD.resolve("owner.example")).get("DATABASE_URL"));
        String application =
                Objects.requireNonNull(variables(SYSTEMD.resolve("env.example")).get("DATABASE_URL"));
        assertThat(user(application)).isEqualTo(APPLICATION_ROLE);
        assertThat(user(owner)).isNotEqualTo(APPLICATION_ROLE);
        assertThat(units())
                .allSatisfy(
                        unit -> assertThat(values(read(unit), "EnvironmentFile").toList())
                                // The later one counts.
                                .endsWith(
                                        unit.endsWith("rollcall-release.service")
                                                ? "/etc/rollcall/owner"
                                                : "/etc/rollcall/env"));

        JsonNode compose = compose();
        Map<String, String> users = new TreeMap<>();
        for (String service : PROCFILE.keySet()) {
            users.put(
                    service,
                    user(compose.at("/services/" + service + "/environment/DATABASE_URL")
                            .asString()));
        }
        assertThat(users).isEqualTo(Map.of("release", "rollcall", "web", APPLICATION_ROLE, "worker", APPLICATION_ROLE));
        assertThat(read(Path.of("deploy", "postgres", "application-role.sql")))
                .contains("CREATE ROLE " + APPLICATION_ROLE + " LOGIN ");
    }

    /** As restricted as a pod: {@link KubernetesFilesTest}. */
    @Test
    void theContainersOfComposeAreRestrictedAndHaveTimeToStop() {
        JsonNode services = compose().get("services");
        Map<String, String> variables = new TreeMap<>();
        services.at("/web/environment")
                .properties()
                .forEach(variable ->
                        variables.put(variable.getKey(), variable.getValue().asString()));

        for (String type : PROCFILE.keySet()) {
            JsonNode service = services.get(type);
            assertThat(service.path("read_only").asBoolean()).as(type).isTrue();
            assertThat(service.path("tmpfs").asString()).as(type).isEqualTo("/tmp");
            assertThat(texts(service.path("cap_drop"))).as(type).containsExactly("ALL");
            assertThat(texts(service.path("security_opt"))).as(type).containsExactly("no-new-privileges:true");
            assertThat(service.path("mem_limit").asString()).as(type).isEqualTo("512m");
            assertThat(service.propertyNames())
                    .as(type)
                    .doesNotContain("privileged", "cap_add", "user", "volumes", "ports", "network_mode", "pid");
            assertThat(Duration.parse("PT" + service.path("stop_grace_period").asString()))
                    .as(type)
                    .isGreaterThanOrEqualTo(stop(variables));
        }
    }

    /** All files that build it pass the commit. */
    @Test
    void theImageNamesItsCommitAndRunsWithoutRoot() {
        String image = read(Path.of("Dockerfile"));
        String last = image.substring(image.lastIndexOf("\nFROM "));

        assertThat(last)
                .containsPattern("\\nARG SOURCE_VERSION=unknown\\nLABEL (?s).*image\\.revision=\"\\$SOURCE_VERSION\"")
                .contains("image.title=", "image.description=", "image.licenses=\"Apache-2.0\"")
                .containsPattern("\nUSER [1-9]\\d{4,}\n")
                .doesNotContain("\nUSER root", "\nUSER 0");
        assertThat(compose().at("/services/release/build/args/SOURCE_VERSION").asString())
                .isEqualTo("${SOURCE_VERSION:-unknown}");
        assertThat(Pages.all().stream()
                        .flatMap(page -> page.blocks().stream())
                        .map(Page.Block::commands)
                        .filter(commands -> BUILDS_THE_IMAGE.matcher(commands).find()))
                .hasSizeGreaterThan(3)
                .allSatisfy(commands -> assertThat(commands).contains("SOURCE_VERSION="));
    }

    /** Services are built at the same time, and a second one could not write the same image. */
    @Test
    void oneServiceOfComposeBuildsTheImageAndNoneDownloadsIt() {
        Map<String, String> images = new TreeMap<>();
        Map<String, String> policies = new TreeMap<>();
        Set<String> builders = new TreeSet<>();
        compose().get("services").properties().forEach(service -> {
            if (service.getValue().has("build")) {
                builders.add(service.getKey());
            }
            if (PROCFILE.containsKey(service.getKey())) {
                images.put(service.getKey(), service.getValue().path("image").asString());
                policies.put(
                        service.getKey(), service.getValue().path("pull_policy").asString());
            }
        });

        assertThat(builders).containsExactly("release");
        assertThat(images).isEqualTo(Map.of("release", "rollcall", "web", "rollcall", "worker", "rollcall"));
        assertThat(policies).isEqualTo(Map.of("release", "never", "web", "never", "worker", "never"));
    }

    @ParameterizedTest
    @MethodSource("units")
    void aUnitIsValidAndRestricted(Path unit, @TempDir Path directory) throws Exception {
        Path analyze = Tool.require("systemd-analyze");
        // An instance, because a template cannot be analyzed. The JVM is in another place on each machine.
        Path instance = directory.resolve(unit.getFileName().toString().replace("@", "@8080"));
        Files.writeString(instance, read(unit).replace("ExecStart=java", "ExecStart=/bin/true"));

        assertThat(run(analyze, "verify", "--man=no", instance.toString())).isEmpty();
        // Ten times the exposure that docs/deploy/linux.md names. A unit that is more open fails.
        run(analyze, "security", "--offline=true", "--no-pager", "--threshold=11", instance.toString());
    }

    /** When the machine stops, units stop in reverse order. */
    @Test
    void processesStopBeforeThePostgresOfTheirMachine() {
        assertThat(units())
                .hasSize(3)
                .allSatisfy(unit -> assertThat(value(read(unit), "After")).contains(" postgresql.service"));
    }

    @Test
    void theVariablesOfUnitsExistAndAStopHasTime() {
        Map<String, String> variables = variables(SYSTEMD.resolve("env.example"));
        assertThat(variables.keySet()).isSubsetOf(known()).doesNotContain("PORT");
        Duration stop = stop(variables);
        assertThat(units().stream()
                        .map(DeployFilesTest::read)
                        .filter(text -> text.contains("TimeoutStopSec="))
                        .map(text -> Duration.ofSeconds(Long.parseLong(value(text, "TimeoutStopSec")))))
                .hasSize(2)
                .allSatisfy(timeout -> assertThat(timeout).isGreaterThanOrEqualTo(stop));
    }

    static List<Path> units() {
        return Checkout.files(SYSTEMD).stream()
                .filter(file -> file.toString().endsWith(".service"))
                .toList();
    }

    /** Variables of ours, and those that a JVM reads itself. */
    static Set<String> known() {
        Set<String> known = new TreeSet<>(Example.read().names());
        known.addAll(JVM_VARIABLES);
        return known;
    }

    /** How long a stop may take with these variables. */
    static Duration stop(Map<String, String> variables) {
        return Stream.of("DRAIN_DELAY", "SHUTDOWN_TIMEOUT")
                .map(name -> Duration.parse("PT" + Objects.requireNonNull(variables.get(name), name)))
                .reduce(REST_OF_A_STOP, Duration::plus);
    }

    /** The lines {@code NAME=value} of a file. */
    static Map<String, String> variables(Path file) {
        return Pattern.compile("(?m)^([A-Z][A-Z0-9_]*)=(.*)$")
                .matcher(read(file))
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
    }

    static Map<String, String> procfile() {
        return read(Path.of("Procfile"))
                .lines()
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
    }

    /** The lines of the Procfile, whose release step grants another role its rights. */
    static Map<String, String> procfileWithTwoRoles() {
        Map<String, String> lines = procfile();
        lines.computeIfPresent("release", (name, line) -> line + " --grant-to=" + APPLICATION_ROLE);
        return lines;
    }

    /** The role of a {@code DATABASE_URL}. */
    static String user(String databaseUrl) {
        return databaseUrl.replaceFirst("^postgres://([^:]+):.*$", "$1");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode compose() {
        return Deploy.JSON.valueToTree(new Yaml().load(read(Path.of("compose.yaml"))));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static String value(String unit, String name) {
        return values(unit, name).findFirst().orElseThrow();
    }

    private static Stream<String> values(String unit, String name) {
        return unit.lines().filter(line -> line.startsWith(name + "=")).map(line -> line.substring(name.length() + 1));
    }

    private static String run(Path program, String... arguments) throws Exception {
        List<String> command = Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }
}
