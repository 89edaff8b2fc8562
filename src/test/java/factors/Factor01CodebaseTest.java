package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import testing.App;
import tools.jackson.databind.JsonNode;

/** One codebase produces one artifact, and every process of every kind runs that artifact. */
class Factor01CodebaseTest {

    @Test
    void everyModeRunsTheSameCommitAndTheSameBytes() {
        String digest = Checkout.sha256(Checkout.JAR);
        try (var deploy = Deploy.released()) {
            App.Exit asked =
                    packaged(deploy, "web", "--task=version", "--output=json").waitForExit();
            try (App web = packaged(deploy, "web").untilPrinted("web.listening");
                    App worker = packaged(deploy, "worker").untilPrinted("process.starting")) {
                JsonNode version = Deploy.JSON.readTree(web.get("/version").body());
                String commit = version.get("commit").asString();

                List<JsonNode> said = List.of(
                        version,
                        Deploy.JSON.readTree(asked.stdout()),
                        starting(web.stdout().get(0)),
                        starting(worker.stdout().get(0)),
                        starting(asked.stderr().lines().findFirst().orElseThrow()));
                assertThat(said)
                        .extracting(who -> who.get("jar_sha256").asString())
                        .as("the digest of the jar that runs")
                        .containsOnly(digest);
                assertThat(said).extracting(who -> who.get("commit").asString()).containsOnly(commit);
            }
        }
    }

    @Test
    void theCommitIsTheCheckedOutOne() {
        Checkout.require();
        assertThat(App.done(Map.of(), "--task=version").stdout()).contains(Checkout.git("rev-parse", "HEAD"));
    }

    @Test
    void theBuildProducesOneJar() throws Exception {
        assertThat(jarsIn(Checkout.ROOT.resolve("target"))).containsExactly(Checkout.JAR);
    }

    @Test
    void aCopyOfTheRepositoryProducesTheIdenticalJar() throws Exception {
        SecondBuild build = SecondBuild.get();
        assertThat(jarsIn(build.directory().resolve("target"))).containsExactly(build.jar());
        assertThat(Checkout.sha256(build.jar())).isEqualTo(Checkout.sha256(Checkout.JAR));
    }

    /** The line of the {@code Procfile} with the packaged jar, which is not unpacked. */
    private static App packaged(Deploy deploy, String type, String... arguments) {
        List<String> command = new ArrayList<>(App.command(type));
        command.addAll(List.of(arguments));
        return App.launch(command, deploy.environment(), Checkout.ROOT);
    }

    private static JsonNode starting(String line) {
        JsonNode event = Deploy.JSON.readTree(line);
        assertThat(event.get("event").asString()).isEqualTo("process.starting");
        return event;
    }

    private static List<Path> jarsIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }
}
