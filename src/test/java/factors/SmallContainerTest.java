package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import testing.App;
import testing.Linux;
import testing.MemoryLimit;
import testing.RawHttp;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/** The whole service in one process, with the variables that {@code deploy/small.env} has for 256 MB. */
@EnabledOnOs(OS.LINUX)
class SmallContainerTest {

    private static final long LIMIT = 256L * 1024 * 1024;
    private static final int CHECKS = 20;
    private static final int PINGS_EACH = 500;

    /** The kernel kills a process that needs more. {@code bench/run small} has the full load. */
    @Test
    void webAndWorkerRunIn256MegabytesUntilAnAlertHasArrived() throws Exception {
        Map<String, String> small = DeployFilesTest.variables(Path.of("deploy", "small.env"));
        try (var deploy = Deploy.released();
                var receiver = Receiver.start();
                var limit = MemoryLimit.of(LIMIT)) {
            Map<String, String> environment = App.with(deploy.environment(), "PROCESS", "web,worker");
            environment.putAll(small);
            try (App both = App.launch(limit.around(App.command("web")), environment, App.directory())) {
                both.untilReady().untilPrinted("worker.ready");
                String key = deploy.project().get("api_key").asString();
                List<JsonNode> checks = IntStream.range(0, CHECKS)
                        .mapToObj(n -> Deploy.check(both, key, "{}"))
                        .toList();
                checks.parallelStream().forEach(check -> ping(deploy.port(), check));
                assertThat(Deploy.JSON
                                .readTree(both.send(both.to("/api/v3/checks/").header("X-Api-Key", key))
                                        .body())
                                .get("checks"))
                        .extracting(check -> check.get("n_pings").asInt())
                        .hasSize(CHECKS)
                        .containsOnly(PINGS_EACH);
                Deploy.expectAlert(both, key, receiver);
                assertThat(both.status("/sign-in")).isEqualTo(200);
                // Also where this test may not set a limit.
                assertThat(Linux.anonymousBytes(both.pid())).isLessThan(LIMIT);
                both.terminate();
                assertThat(both.waitForExit().status()).isEqualTo(143);
            }
        }
    }

    private static void ping(int port, JsonNode check) {
        try (var wire = RawHttp.to("127.0.0.1", port)) {
            for (int n = 0; n < PINGS_EACH; n++) {
                assertThat(wire.get("/ping/" + check.get("uuid").asString()).body())
                        .isEqualTo("OK");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
