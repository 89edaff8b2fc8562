package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Tool;
import tools.jackson.databind.JsonNode;

/**
 * Client packages of other authors, unmodified, against our server. They come from npm, so they need node and, the
 * first time, the network. They run only with {@code ./mvnw verify -Pforeign-clients}.
 */
class ForeignClients {

    private static final Path SOURCE = Path.of("src", "test", "npm");
    private static final Path INSTALLED = Path.of("target", "npm");

    @Test
    void twoNpmPackagesCreatePingShowChangeAndDeleteChecks() throws Exception {
        install();
        try (var deploy = Deploy.released()) {
            App web = deploy.web().untilReady();
            String key = deploy.project().get("api_key").asString();
            Deploy.webhook(web, key, "https://hooks.example/");

            String site = "http://127.0.0.1:" + deploy.port();
            String printed =
                    run(List.of(Tool.require("node").toString(), "use.js"), Map.of("SITE", site, "HC_API_KEY", key));
            JsonNode got = Deploy.JSON.readTree(printed);

            assertThat(got.at("/made/timeout").asInt()).isEqualTo(3600);
            assertThat(got.at("/again/ping_url")).isEqualTo(got.at("/made/ping_url"));
            assertThat(got.at("/again/grace").asInt()).isEqualTo(900);
            assertThat(got.get("answers").toString()).isEqualTo("[\"OK\",\"OK\",\"OK\"]");
            assertThat(got.at("/pinged/n_pings").asInt()).isEqualTo(3);
            assertThat(got.at("/pinged/status").asString()).isEqualTo("up");
            assertThat(got.at("/tagged/checks").size()).isEqualTo(1);
            assertThat(got.at("/untagged/checks").size()).isZero();
            assertThat(got.at("/renamed/name").asString()).isEqualTo("weekly");
            assertThat(got.at("/renamed/tz").asString()).isEqualTo("Europe/Riga");
            assertThat(got.at("/paused/status").asString()).isEqualTo("paused");
            assertThat(got.at("/integrations/channels/0/kind").asString()).isEqualTo("webhook");
            assertThat(got.at("/deleted/name").asString()).isEqualTo("weekly");
            assertThat(got.get("gone").asInt()).isEqualTo(404);
            assertThat(got.get("wrong").asInt()).isEqualTo(400);
            assertThat(got.at("/beating/n_pings").asInt()).isEqualTo(1);
            assertThat(got.at("/beating/status").asString()).isEqualTo("up");
        }
    }

    /** The exact versions of the lock file, from npm's cache if possible. */
    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        for (String file : List.of("package.json", "package-lock.json", "use.js")) {
            Files.copy(SOURCE.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        run(
                List.of(
                        Tool.require("npm").toString(),
                        "ci",
                        "--ignore-scripts",
                        "--prefer-offline",
                        "--no-audit",
                        "--no-fund"),
                Map.of());
    }

    /** Runs it in the directory of the packages, and returns its output. */
    private static String run(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(INSTALLED.toFile());
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
        return printed;
    }
}
