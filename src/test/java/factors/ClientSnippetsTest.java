package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;
import testing.App;
import testing.Tool;
import tools.jackson.databind.JsonNode;

/** Runs the snippets of {@code docs/clients.md} unchanged, and the same as the page of a check shows them. */
@ParameterizedClass
@EnumSource(ClientSnippetsTest.Origin.class)
class ClientSnippetsTest {

    /** Where the snippets come from. */
    enum Origin {
        /** They read the ping URL from the environment. */
        DOCUMENT,
        /** They contain the ping URL of the check. */
        PAGE_OF_CHECK
    }

    private static final Path PAGE = Path.of("docs", "clients.md");

    /** A port that refuses connections. */
    private static final String NOWHERE = "http://127.0.0.1:1";

    private static App web;
    private static String key;
    private static ShownCommands shown;

    private final Origin origin;

    @TempDir
    private Path directory;

    private JsonNode check;

    ClientSnippetsTest(Origin origin) {
        this.origin = origin;
    }

    @BeforeAll
    static void start() {
        web = RunningRelease.get().web();
        key = RunningRelease.get().project().get("api_key").asString();
        shown = ShownCommands.of(RunningRelease.get().project());
    }

    @BeforeEach
    void makeCheck() {
        check = Deploy.check(web, key, "{\"name\": \"a job\"}");
    }

    @Test
    void curlReportsASuccess() throws Exception {
        Tool.require("curl");

        assertThat(run("sh", snippet("curl", "sh"))).isZero();

        assertThat(pings()).containsExactly("success");
    }

    /** The tool, the file name that it expects, and the language on the page. */
    @ParameterizedTest
    @CsvSource({"wget, sh, sh", "Python, python3, python", "Node, node, js", "Java, java, java"})
    void theOtherClientsReportAStartAndASuccessWithOutput(String heading, String interpreter, String language)
            throws Exception {
        String tool = heading.equals("wget") ? "wget" : interpreter;
        if (!tool.equals("java")) {
            Tool.require(tool);
        }

        assertThat(run(interpreter, snippet(heading, language))).isZero();

        assertThat(pings()).containsExactly("start", "success three files");
    }

    @Test
    void powerShellReportsAStartAndASuccessWithOutput() throws Exception {
        // No package of Debian has it. It is tested where it is installed.
        Assumptions.assumeTrue(Tool.find("pwsh").isPresent(), "pwsh is not installed");

        assertThat(run("pwsh", snippet("PowerShell", "powershell"))).isZero();

        assertThat(pings()).containsExactly("start", "success three files");
    }

    @Test
    void theWrapperReportsExitStatusAndOutputAndPassesBothOn() throws Exception {
        Tool.require("curl");
        Path wrapper = snippet("bash", "bash");

        assertThat(run("bash", wrapper, "sh", "-c", "echo three files")).isZero();
        assertThat(run("bash", wrapper, "sh", "-c", "echo no disk >&2; exit 3")).isEqualTo(3);

        assertThat(pings()).containsExactly("start", "success three files", "start", "fail no disk");
        assertThat(Files.readString(directory.resolve("output"))).isEqualTo("no disk\n");
    }

    @Test
    void theCrontabPingsAfterTheJob() throws Exception {
        Tool.require("curl");
        String line = Files.readString(snippet("crontab", "crontab")).strip();

        assertThat(line).startsWith("0 4 * * * ");
        assertThat(runWithJob(line.substring("0 4 * * * ".length()), 0)).isZero();
        assertThat(runWithJob(line.substring("0 4 * * * ".length()), 3)).isEqualTo(3);

        assertThat(pings()).containsExactly("success");
    }

    /** systemd sets EXIT_STATUS, and ignores a failure of a command that begins with a dash. */
    @Test
    void theUnitPingsTheStartAndTheExitStatus() throws Exception {
        Tool.require("curl");
        Map<String, String> unit = Files.readAllLines(snippet("systemd timer", "systemd")).stream()
                .filter(line -> line.contains("="))
                .collect(Collectors.toMap(line -> line.split("=", 2)[0], line -> line.split("=", 2)[1]));

        assertThat(runWithJob(line(unit, "ExecStartPre").replace("/usr/bin/curl", "curl"), 0))
                .isZero();
        String stop = line(unit, "ExecStopPost").replace("/usr/bin/curl", "curl");
        assertThat(runWithJob("EXIT_STATUS=0; " + stop, 0)).isZero();
        assertThat(runWithJob("EXIT_STATUS=3; " + stop, 0)).isZero();

        assertThat(pings()).containsExactly("start", "success", "fail");
    }

    /** The command of a unit, without the dash before it. */
    private static String line(Map<String, String> unit, String name) {
        return Objects.requireNonNull(unit.get(name), name).substring(1);
    }

    @Test
    void theCronJobOfKubernetesPingsTheExitStatus() throws Exception {
        Tool.require("curl");
        Map<String, Object> job = new Yaml().load(Files.readString(snippet("Kubernetes CronJob", "yaml")));
        Map<String, Object> container = map(
                list(at(job, "spec", "jobTemplate", "spec", "template", "spec").get("containers"))
                        .get(0));

        assertThat(container.get("command")).isEqualTo(List.of("/bin/sh", "-c"));
        String command = String.valueOf(list(container.get("args")).get(0));
        assertThat(runWithJob(command, 0)).isZero();
        assertThat(runWithJob(command, 3)).isEqualTo(3);

        assertThat(pings()).containsExactly("success", "fail");
        assertThat(runWithJob(unreachable(command), 0)).isZero();
        assertThat(runWithJob(unreachable(command), 3)).isEqualTo(3);
    }

    @Test
    void theStepsOfGitHubActionsPingStartAndEnd() throws Exception {
        Tool.require("curl");
        Map<String, Object> workflow = new Yaml().load(Files.readString(snippet("GitHub Actions", "yaml")));
        List<?> steps = list(at(workflow, "jobs", "backup").get("steps"));

        assertThat(steps).hasSize(4).allSatisfy(step -> {
            String command = String.valueOf(map(step).get("run"));
            assertThat(runWithJob(command, 0)).isZero();
            // A failed ping must not fail the job.
            assertThat(map(step).get("continue-on-error")).isEqualTo(command.startsWith("curl") ? true : null);
        });

        assertThat(pings()).containsExactly("start", "success", "fail");
    }

    @Test
    void theHealthCheckPingsOnlyIfTheJobIsHealthy() throws Exception {
        Tool.require("curl");
        String line = Files.readString(snippet("Docker health check", "dockerfile"));
        String command = line.substring(line.indexOf(" CMD ") + " CMD ".length());

        assertThat(runWithJob(command, 0)).isZero();
        assertThat(runWithJob(command, 3)).isOne();

        assertThat(pings()).containsExactly("success");
        assertThat(runWithJob(unreachable(command), 0)).isZero();
        assertThat(runWithJob(unreachable(command), 3)).isOne();
    }

    /** The same without a server to ping. */
    private String unreachable(String command) {
        return command.replace("$PING_URL", NOWHERE)
                .replace(check.get("ping_url").asString(), NOWHERE);
    }

    /** Runs a command line with {@code backup.sh} as a job that ends with this status. */
    private int runWithJob(String command, int status) throws Exception {
        Path job = Files.writeString(directory.resolve("backup.sh"), "#!/bin/sh\nexit " + status + "\n");
        assertThat(job.toFile().setExecutable(true)).isTrue();
        Path line = Files.writeString(directory.resolve("line"), "PATH=" + directory + ":$PATH\n" + command + "\n");
        return run("sh", line);
    }

    private static Map<String, Object> at(Map<String, Object> yaml, String... path) {
        Map<String, Object> found = yaml;
        for (String name : path) {
            found = map(found.get(name));
        }
        return found;
    }

    @SuppressWarnings("unchecked") // YAML has no types
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    @Test
    void noOtherBlockIsOnThePage() throws IOException {
        assertThat(Pattern.compile("(?m)^```(\\w+)$")
                        .matcher(Files.readString(PAGE))
                        .results())
                .extracting(block -> block.group(1))
                .containsExactly(
                        "sh",
                        "sh",
                        "bash",
                        "python",
                        "js",
                        "java",
                        "powershell",
                        "crontab",
                        "systemd",
                        "yaml",
                        "yaml",
                        "dockerfile");
    }

    /** The block below the heading, in a file with the name that the language expects. */
    private Path snippet(String heading, String language) throws IOException {
        String code = origin == Origin.DOCUMENT
                ? block(heading, language)
                : shown.snippet(check.get("uuid").asString(), heading);
        String name = switch (language) {
            case "js" -> "snippet.mjs";
            case "java" -> "Backup.java";
            case "powershell" -> "snippet.ps1";
            default -> "snippet";
        };
        return Files.writeString(directory.resolve(name), code);
    }

    private static String block(String heading, String language) throws IOException {
        Matcher block = Pattern.compile("## " + heading + "\n.*?```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        assertThat(block.find()).as(heading).isTrue();
        return block.group(1);
    }

    private int run(String interpreter, Path file, String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(
                interpreter.equals("java")
                        ? Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()
                        : interpreter);
        command.add(file.toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.redirectOutput(directory.resolve("output").toFile());
        if (origin == Origin.DOCUMENT) {
            builder.environment().put("PING_URL", check.get("ping_url").asString());
        }
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    /** The pings of the check, oldest first: kind and body. */
    private List<String> pings() {
        String path = "/api/v3/checks/" + check.get("uuid").asString() + "/pings/";
        JsonNode log = Deploy.JSON
                .readTree(web.send(web.to(path).header("X-Api-Key", key)).body())
                .get("pings");
        var pings = new ArrayList<String>();
        for (JsonNode ping : log) {
            String body = ping.get("body_url").isNull()
                    ? ""
                    : " "
                            + web.send(web.to(path + ping.get("n").asInt() + "/body")
                                            .header("X-Api-Key", key))
                                    .body();
            pings.add(0, ping.get("type").asString() + body);
        }
        return pings;
    }
}
