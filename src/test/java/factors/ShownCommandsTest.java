package factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.check.state.CheckId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.Tool;
import tools.jackson.databind.JsonNode;

/** Pastes the commands that pages show into {@code bash}. {@link ClientSnippetsTest} runs the snippets for a job. */
class ShownCommandsTest {

    private final RunningRelease release = RunningRelease.get();

    @TempDir
    private Path directory;

    @BeforeAll
    static void needsAShell() {
        Tool.require("bash");
        Tool.require("curl");
    }

    @Test
    void theLineOfAnEmptyProjectMakesItsFirstCheck() throws Exception {
        JsonNode project = release.deploy().project();
        List<String> shown = ShownCommands.of(project).on("checks/");
        assertThat(shown).hasSize(1);

        assertThat(paste(
                        shown.get(0), Map.of("PING_KEY", project.get("ping_key").asString())))
                .isEqualTo("Created");

        assertThat(read(project, "/api/v3/checks/").get("checks"))
                .singleElement()
                .satisfies(check -> assertThat(check.get("slug").asString()).isEqualTo("my-first-job"));
    }

    @Test
    void theLineOfANewCheckPingsIt() throws Exception {
        JsonNode project = release.deploy().project();
        String id = Deploy.check(release.web(), project.get("api_key").asString(), "{}")
                .get("uuid")
                .asString();
        List<String> shown =
                ShownCommands.of(project).on("checks/" + new CheckId(UUID.fromString(id)).uniqueKey() + "/");

        assertThat(paste(shown.get(0), Map.of())).isEmpty();

        assertThat(read(project, "/api/v3/checks/" + id).get("n_pings").asInt()).isOne();
    }

    @Test
    void theLinesThatImportDoWhatTheirPageSays() throws Exception {
        JsonNode project = release.deploy().project();
        var pages = ShownCommands.of(project);
        List<String> shown = pages.on("settings/transfer/");
        assertThat(shown).hasSize(2);
        Files.writeString(directory.resolve("rollcall.jsonl"), pages.html("settings/transfer/export"));
        Files.createSymbolicLink(
                directory.resolve("app.jar"), Path.of("target", "app.jar").toAbsolutePath());
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        Map<String, String> task =
                App.with(release.deploy().environment(), "PATH", java + File.pathSeparator + System.getenv("PATH"));

        assertThat(paste(shown.get(0), task))
                .contains(project.get("project").asString())
                .contains("nothing changed");
        // Another project of this release stands for the other service.
        String here = shown.get(1)
                .replace(
                        "https://healthchecks.io",
                        "http://127.0.0.1:" + release.web().port());
        assertThat(pages.html("settings/transfer/")).contains("IMPORT_API_KEY");
        String key = release.deploy().project().get("api_key").asString();
        assertThat(paste(here, App.with(task, "IMPORT_API_KEY", key))).contains("OUTCOME");
    }

    private JsonNode read(JsonNode project, String path) {
        App web = release.web();
        return Deploy.JSON.readTree(
                web.send(web.to(path).header("X-Api-Key", project.get("api_key").asString()))
                        .body());
    }

    /** What the command prints to standard output. */
    private String paste(String command, Map<String, String> variables) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("bash", "-c", command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(directory.resolve("output").toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as(command).isTrue();
        assertThat(process.exitValue()).as(command).isZero();
        return Files.readString(directory.resolve("output")).strip();
    }
}
