package factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import testing.App;
import testing.Linux;
import tools.jackson.databind.JsonNode;

/** Nothing is kept in a process: any copy answers any request. */
class Factor06ProcessesTest {

    @Test
    void whatOneProcessWroteAnotherReadsAtOnce() {
        try (var deploy = Deploy.released()) {
            App one = deploy.web().untilReady();
            App other = deploy.web("PORT", App.freePort()).untilReady();

            for (int n = 0; n < 20; n++) {
                String note = deploy.note(n % 2 == 0 ? one : other, Deploy.MILK);
                assertThat(deploy.status(n % 2 == 0 ? other : one, note)).isEqualTo(200);
            }
            assertThat(one.get("/").body()).isEqualTo(other.get("/").body());
        }
    }

    @Test
    void aKilledProcessTakesNothingWithIt() {
        try (var deploy = Deploy.released()) {
            App web = deploy.web().untilReady();
            String note = deploy.note(web, Deploy.MILK);
            web.kill();

            assertThat(deploy.status(deploy.web().untilReady(), note)).isEqualTo(200);
        }
    }

    @Test
    void aKeyThatWasRevokedIsRefusedByEachProcessAtOnce() {
        Deploy deploy = RunningRelease.get().deploy();
        App web = RunningRelease.get().web();
        JsonNode made = deploy.done("--task=create-key", "--name=short-lived");
        String key = made.get("key").asString();
        assertThat(web.post(Deploy.NOTES, key, Deploy.MILK).statusCode()).isEqualTo(201);

        deploy.done("--task=revoke-key", "--id=" + made.get("id").asString());

        assertThat(web.post(Deploy.NOTES, key, Deploy.MILK).statusCode()).isEqualTo(401);
    }

    @Test
    @EnabledOnOs(LINUX)
    void webAndWorkerWriteOnlyTemporaryFiles() {
        Path temp = Path.of(System.getProperty("java.io.tmpdir"));
        RunningRelease running = RunningRelease.get();
        running.deploy().expectWork(running.web());

        assertThat(List.of(running.web(), running.worker()))
                .allSatisfy(app ->
                        assertThat(Linux.filesOpenForWriting(app.pid())).allMatch(file -> file.startsWith(temp)));
    }
}
