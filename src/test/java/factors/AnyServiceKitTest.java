package factors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.Tool;
import tools.jackson.databind.JsonNode;

/** {@code bin/factors}, which examines any service, finds nothing in this one. */
@EnabledOnOs(LINUX)
@Order(4) // one of the longest
class AnyServiceKitTest {

    /** Without probes that start more processes, for which the tests of factors 4, 8 and 9 do the same and more. */
    private static final String ONLY = String.join(
            ",",
            "1,2,3,backing.attached,backing.away-midway,5,6,7,concurrency.foreground,disposability.start",
            "disposability.stop-web,disposability.stop-worker,10,11,12");

    /** Written here because the script would ask Maven for it: the libraries of tests. */
    private static final Path CLASS_PATH = Path.of("target", "kit", "classpath");

    @TempDir
    private Path directory;

    /** Once: the script compiles the kit again if this file is newer than its classes. */
    @BeforeAll
    static void writeClassPath() throws IOException {
        Files.createDirectories(CLASS_PATH.getParent());
        Files.writeString(CLASS_PATH, System.getProperty("java.class.path"));
    }

    @Test
    void everyDemandOfTheseProbesHoldsForThisService() throws Exception {
        Path json = directory.resolve("findings.json");
        Path badge = directory.resolve("badge.svg");

        App.Exit exit = factors(
                "--database=own",
                "--only=" + ONLY,
                "--path=/actuator/health/readiness",
                "--task=java -jar target/app.jar --task=list-projects",
                "--env=JAVA_TOOL_OPTIONS=" + App.jvmFlags(),
                "--secret=METRICS_TOKEN=c4n4ry-t0ken-of-metrics",
                "--json=" + json,
                "--badge=" + badge,
                App.directory().toString());

        assertThat(exit.status()).as(exit.stdout() + exit.stderr()).isZero();
        JsonNode report = Deploy.JSON.readTree(Files.readString(json));
        assertThat(report.get("summary").get("does_not_hold").asInt()).isZero();
        assertThat(report.get("summary").get("holds").asInt()).as(exit.stdout()).isGreaterThan(18);
        Set<Integer> factors = new HashSet<>();
        report.get("findings")
                .forEach(finding -> factors.add(finding.get("factor").asInt()));
        assertThat(factors).hasSize(12);
        assertThat(Files.readString(badge)).startsWith("<svg");
    }

    @Test
    void aWrongCommandLineEndsWithStatusTwoAndNamesTheMistake() throws Exception {
        App.Exit exit = factors("--nope", directory.toString());

        assertThat(exit.status()).isEqualTo(2);
        assertThat(exit.stderr()).contains("--nope");
        assertThat(exit.stdout()).isEmpty();
    }

    private App.Exit factors(String... arguments) throws Exception {
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
