package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import testing.App;
import tools.jackson.databind.JsonNode;

/** One codebase makes one artifact, and every process of every kind is that artifact. */
class Factor01CodebaseTest {

    @Test
    void everyModeIsTheSameCommitAndTheSameBytes() {
        String digest = Checkout.sha256(Checkout.JAR);
        try (var deploy = Deploy.onEmptyDatabase()) {
            App.Exit migrate = deploy.release();
            App web = deploy.web().untilReady();
            App worker = deploy.worker().untilPrinted("worker.ready");
            JsonNode version = Deploy.JSON.readTree(web.get("/version").body());
            String commit = version.get("commit").asString();

            List<JsonNode> said = List.of(
                    version,
                    Deploy.JSON.readTree(App.done(deploy.environment(), "--task=version", "--output=json")
                            .stdout()),
                    starting(web.stdout().get(0)),
                    starting(worker.stdout().get(0)),
                    starting(migrate.stderr().lines().findFirst().orElseThrow()));
            assertThat(said)
                    .extracting(who -> who.get("jar_sha256").asString())
                    .as("the digest of the jar that runs")
                    .containsOnly(digest);
            assertThat(said).extracting(who -> who.get("commit").asString()).containsOnly(commit);
        }
    }

    @Test
    void theCommitIsTheOneThatIsCheckedOut() {
        Checkout.require();
        assertThat(App.done(Map.of(), "--task=version").stdout()).contains(Checkout.git("rev-parse", "HEAD"));
    }

    @Test
    void theBuildMakesOneJar() throws Exception {
        assertThat(jarsIn(Checkout.ROOT.resolve("target"))).containsExactly(Checkout.JAR);
    }

    @Test
    void aCopyOfTheRepositoryMakesTheVerySameOne() throws Exception {
        SecondBuild build = SecondBuild.get();
        assertThat(jarsIn(build.directory().resolve("target"))).containsExactly(build.jar());
        assertThat(Checkout.sha256(build.jar())).isEqualTo(Checkout.sha256(Checkout.JAR));
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
