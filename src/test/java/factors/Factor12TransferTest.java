package factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.admin.verify.AllInvariants;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/** A project moves from one deploy to another by two one-off processes and a pipe, without loss. */
class Factor12TransferTest {

    private final RunningRelease release = RunningRelease.get();

    @Test
    void aProjectMovesBetweenDeploysWithoutLoss(@TempDir Path directory) throws Exception {
        JsonNode project = release.deploy().project();
        String id = project.get("project").asString();
        String key = project.get("api_key").asString();
        JsonNode check = aProjectWithSomethingOfEverything(key);
        try (var other = Deploy.releasedWithRoles()) {
            Path file = directory.resolve("project.ndjson");
            release.done("--task=export", "--project=" + id, "--file=" + file);
            assertThat(Files.readString(file)).doesNotContain(key);
            Path cut = directory.resolve("cut.ndjson");
            List<String> lines = Files.readAllLines(file);
            // Cut between two lines: the rest of a longer stream may consist of whole lines.
            Files.write(cut, lines.subList(0, lines.size() - 2));

            App.Exit refused = release.run(other.environment(), "--task=import", "--file=" + cut, "--output=json");
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.stdout()).isEmpty();
            assertThat(refused.stderr()).contains("cut");
            assertThat(other.database().texts("SELECT count(*)::text FROM projects WHERE id = '" + id + "'"))
                    .containsExactly("0");

            try (App pipe = exportPipedIntoImport(id, other)) {
                App.Exit exit = pipe.waitForExit();
                assertThat(exit.status()).as(exit.toString()).isZero();
                assertThat(exit.stdout()).contains("\"result\":\"imported\"");
            }
            for (String rows : rowsOf(id)) {
                assertThat(other.database().texts(rows))
                        .as(rows)
                        .isNotEmpty()
                        .isEqualTo(release.deploy().database().texts(rows));
            }

            JsonNode again = Deploy.JSON.readTree(
                    release.run(other.environment(), "--task=import", "--file=" + file, "--output=json")
                            .stdout());
            assertThat(again.get("result").asString()).contains("nothing changed");

            App elsewhere = other.web().untilReady();
            Deploy.ping(elsewhere, check, "");
            assertThat(elsewhere
                            .send(elsewhere.to("/api/v3/checks/").header("X-Api-Key", key))
                            .body())
                    .contains(check.get("uuid").asString());
            AllInvariants.hold(other.databaseUrl());
        }
    }

    /** Rows in every table that moves. */
    private JsonNode aProjectWithSomethingOfEverything(String key) {
        try (Receiver receiver = Receiver.start()) {
            Deploy.webhook(release.web(), key, receiver.url("/moving"));
            JsonNode check = Deploy.check(release.web(), key, "{\"name\": \"ünïcode\", \"channels\": \"*\"}");
            Deploy.check(release.web(), key, "{\"schedule\": \"0 4 * * *\", \"tz\": \"Europe/Berlin\"}");
            String path = "/ping/" + check.get("uuid").asString();
            release.web()
                    .send(release.web().to(path).POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {0, -1, 10, 34
                    })));
            Deploy.ping(release.web(), check, "/fail");
            Deploy.ping(release.web(), check, "");
            receiver.await(1);
            return check;
        }
    }

    /** As in the documentation. */
    private App exportPipedIntoImport(String project, Deploy other) {
        List<String> java = App.command("web");
        String command = String.join(" ", java);
        return App.launch(
                List.of(
                        "/bin/bash",
                        "-o",
                        "pipefail",
                        "-c",
                        command + " --task=export --project=" + project + " | DATABASE_URL='"
                                + other.environment().get("DATABASE_URL") + "' " + command
                                + " --task=import --output=json"),
                release.deploy().environment(),
                App.directory());
    }

    /**
     * The rows of the project in each table that moves, as text; without the numbers of flips, which differ between
     * databases.
     */
    private List<String> rowsOf(String project) {
        String ofProject = " t WHERE project_id = '" + project + "' ORDER BY 1";
        String ofChecks =
                " t WHERE check_id IN (SELECT id FROM checks WHERE project_id = '" + project + "') ORDER BY 1";
        return List.of(
                "SELECT t::text FROM projects t WHERE id = '" + project + "'",
                // When a key was last used is about this deploy.
                "SELECT (to_jsonb(t) - 'last_used_at')::text FROM api_keys" + ofProject,
                "SELECT t::text FROM checks" + ofProject,
                "SELECT t::text FROM channels" + ofProject,
                "SELECT t::text FROM check_states" + ofChecks,
                "SELECT t::text FROM check_channels" + ofChecks,
                "SELECT t::text FROM pings" + ofChecks,
                "SELECT (to_jsonb(t) - 'id')::text FROM flips" + ofChecks);
    }
}
