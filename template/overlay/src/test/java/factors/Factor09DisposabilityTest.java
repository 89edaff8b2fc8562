package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.RawHttp;

/** Any process may be stopped at any time, and loses nothing that it has acknowledged. */
class Factor09DisposabilityTest {

    private static final Duration PLATFORM_PATIENCE = Duration.ofSeconds(25);

    @Test
    void aStoppedWebFinishesItsRequestsAndAcceptsNoNewOnes() throws Exception {
        try (var deploy = Deploy.released()) {
            App web = deploy.web().untilReady();
            String body = Deploy.MILK;
            // The first request of a process takes longer to reach the servlet, until which a stop does not wait for
            // it.
            deploy.note(web, body);
            try (var upload = RawHttp.to("127.0.0.1", deploy.port())) {
                upload.write("POST " + Deploy.NOTES + " HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: " + deploy.key()
                        + "\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: " + body.length()
                        + "\r\n\r\n");
                // Says that the request is being served.
                assertThat(upload.answerWithoutBody().status()).isEqualTo(100);
                upload.write(body.substring(0, 10));

                Instant signalled = Instant.now();
                web.terminate();
                Deploy.until(Duration.ofSeconds(10), () -> isRefused(deploy.port()));
                // Platforms may signal twice.
                web.terminate();
                assertThat(web.isAlive()).as("waits for the upload").isTrue();
                RawHttp.Answer answer = upload.write(body.substring(10)).answer();
                assertThat(answer.status()).isEqualTo(201);
                assertThat(answer.isLast()).as("says that the connection ends").isTrue();

                assertThat(web.waitForExit().status()).isIn(0, 143);
                assertThat(Duration.between(signalled, Instant.now())).isLessThan(PLATFORM_PATIENCE);
            }
            assertThat(web.stdout()).noneMatch(line -> line.contains("\"level\":\"ERROR\""));
        }
    }

    @Test
    void nothingAcknowledgedIsLostWhenWebIsKilledUnderLoad() {
        try (var deploy = Deploy.released()) {
            App web = deploy.web().untilReady();
            String key = deploy.key();
            List<CompletableFuture<List<String>>> clients = new ArrayList<>();
            for (int n = 0; n < 4; n++) {
                clients.add(CompletableFuture.supplyAsync(() -> createUntilGone(web, key)));
            }
            Deploy.until(
                    Duration.ofSeconds(30), () -> deploy.database().number("SELECT count(*) FROM notes") > 100);
            web.kill();

            App next = deploy.web().untilReady();
            for (CompletableFuture<List<String>> client : clients) {
                assertThat(client.join())
                        .isNotEmpty()
                        .allSatisfy(note -> assertThat(deploy.status(next, note)).isEqualTo(200));
            }
        }
    }

    @Test
    void aWorkerStopsWithinSeconds() {
        try (var deploy = Deploy.released()) {
            App worker = deploy.worker().untilPrinted("worker.ready");
            Instant signalled = Instant.now();
            worker.terminate();

            assertThat(worker.waitForExit().status()).isIn(0, 143);
            assertThat(Duration.between(signalled, Instant.now())).isLessThan(PLATFORM_PATIENCE);
        }
    }

    /** The ids of the notes whose creation was acknowledged. */
    private static List<String> createUntilGone(App web, String key) {
        List<String> acknowledged = new ArrayList<>();
        try {
            while (true) {
                var answer = web.post(Deploy.NOTES, key, Deploy.MILK);
                if (answer.statusCode() == 201) {
                    acknowledged.add(
                            Deploy.JSON.readTree(answer.body()).get("id").asString());
                }
            }
        } catch (java.io.UncheckedIOException e) {
            return acknowledged;
        }
    }

    private static boolean isRefused(int port) {
        try (var wire = RawHttp.to("127.0.0.1", port)) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
