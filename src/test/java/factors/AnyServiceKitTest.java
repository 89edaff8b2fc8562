package factors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import testing.App;
import testing.Tool;
import tools.jackson.databind.JsonNode;

/**
 * {@code bin/factors}, which examines any service, finds nothing wrong with this one. The other tests of the factors
 * demand more, because they know this service.
 */
@EnabledOnOs(LINUX)
@Order(4) // one of the longest
class AnyServiceKitTest {

    /** Written here because the script would ask Maven for it: the libraries of tests. */
    private static final Path CLASS_PATH = Path.of("target", "kit", "classpath");

    /**
     * Three need a command that builds; {@link Factor05BuildReleaseRunTest} builds a second jar and compares it. One
     * needs a path that sets a cookie, and readiness sets none.
     */
    private static final Set<String> NOT_APPLICABLE =
            Set.of("dependencies.clean-build", "build.reproducible", "build.no-database", "processes.no-affinity");

    @TempDir
    private static Path directory;

    private static App.Exit exit;
    private static Path badge;
    private static JsonNode report;

    @BeforeAll
    static void examineThisService() throws Exception {
        // Once: the script compiles the kit again if this file is newer than its classes.
        Files.createDirectories(CLASS_PATH.getParent());
        Files.writeString(CLASS_PATH, System.getProperty("java.class.path"));
        Path json = directory.resolve("findings.json");
        badge = directory.resolve("badge.svg");
        exit = factors(
                "--database=own",
                "--path=/actuator/health/readiness",
                "--task=java -jar target/app.jar --task=list-projects",
                "--env=JAVA_TOOL_OPTIONS=" + App.jvmFlags(),
                "--secret=METRICS_TOKEN=c4n4ry-t0ken-of-metrics",
                "--json=" + json,
                "--badge=" + badge,
                App.directory().toString());
        assertThat(json).as(exit.stdout() + exit.stderr()).exists();
        report = Deploy.JSON.readTree(Files.readString(json));
    }

    @ParameterizedTest(name = "factor {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void eachDemandOfTheFactorHolds(int factor) {
        List<JsonNode> findings = report.get("findings")
                .valueStream()
                .filter(finding -> finding.get("factor").asInt() == factor)
                .filter(finding -> !NOT_APPLICABLE.contains(finding.get("probe").asString()))
                .toList();

        assertThat(findings)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.get("verdict").asString())
                        .as(finding.toString())
                        .isEqualTo("holds"));
    }

    @Test
    void theCommandSucceedsAndDrawsABadge() throws Exception {
        assertThat(exit.status()).as(exit.stdout() + exit.stderr()).isZero();
        assertThat(Files.readString(badge)).startsWith("<svg");
    }

    @Test
    void aWrongCommandLineEndsWithStatusTwoAndNamesTheMistake() throws Exception {
        App.Exit exit = factors("--nope", directory.toString());

        assertThat(exit.status()).isEqualTo(2);
        assertThat(exit.stderr()).contains("--nope");
        assertThat(exit.stdout()).isEmpty();
    }

    private static App.Exit factors(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Tool.require("bash").toString(), "bin/factors"));
        command.addAll(List.of(arguments));
        Path stdout = directory.resolve("stdout");
        Path stderr = directory.resolve("stderr");
        var builder =
                new ProcessBuilder(command).redirectOutput(stdout.toFile()).redirectError(stderr.toFile());
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        builder.environment().remove("DATABASE_URL");
        Process process = builder.start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("ended").isTrue();
        return new App.Exit(process.exitValue(), Files.readString(stdout, UTF_8), Files.readString(stderr, UTF_8));
    }
}
