package factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import dev.rollcall.admin.verify.AllInvariants;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import testing.App;
import testing.Linux;
import testing.RawHttp;
import testing.Receiver;
import testing.Tool;
import tools.jackson.databind.JsonNode;

/** Any process may be stopped at any time, and starts in seconds on a small machine. */
@Order(7) // one of the longest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class Factor09DisposabilityTest {

    private static final Duration PLATFORM_PATIENCE = Duration.ofSeconds(25);
    private static final int PINGS = 2_000;

    private final Deploy deploy = Deploy.released();
    private final Database database = new Database(deploy.databaseUrl());
    private String key;
    /** The release that takes over: it runs at the same time as the one that stops. */
    private App successor;

    @BeforeAll
    void startSuccessor() {
        key = deploy.project().get("api_key").asString();
        successor = deploy.web("PORT", App.freePort()).untilReady();
    }

    @AfterAll
    void stopAll() {
        deploy.close();
        AllInvariants.hold(deploy.databaseUrl());
    }

    @Test
    @Order(1)
    void aStoppedWebFinishesItsRequestsAndAcceptsNoNewOnes() throws Exception {
        App web = deploy.web().untilReady();
        List<JsonNode> checks = IntStream.range(0, 4)
                .mapToObj(n -> Deploy.check(web, key, "{}"))
                .toList();
        JsonNode uploaded = Deploy.check(web, key, "{}");
        PingLoad load = PingLoad.on(web, checks);
        Deploy.until(() -> load.acknowledged() > 200);
        try (var upload = RawHttp.to("127.0.0.1", deploy.port())) {
            upload.write("POST /ping/" + uploaded.get("uuid").asString()
                    + "/fail HTTP/1.1\r\nHost: localhost\r\nContent-Length: 30\r\nExpect: 100-continue\r\n\r\n");
            // A connection that web has not accepted ends with the stop.
            assertThat(upload.answerWithoutBody().status())
                    .as("web reads the body")
                    .isEqualTo(100);
            upload.write("first ten ");

            Instant signalled = Instant.now();
            web.terminate();
            web.untilPrinted("process.stopping");
            Deploy.until(Duration.ofSeconds(10), () -> isRefused(deploy.port()));
            upload.write("then ten. ");
            // Platforms may signal twice.
            web.terminate();
            load.untilRefused();
            assertThat(web.isAlive()).as("waits for the upload").isTrue();
            RawHttp.Answer answer = upload.write("and the end").answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("OK");
            assertThat(answer.isLast()).as("says that the connection ends").isTrue();

            assertThat(web.waitForExit().status()).isIn(0, 143);
            assertThat(Duration.between(signalled, Instant.now())).isLessThan(PLATFORM_PATIENCE);
        }
        for (PingLoad.Pinger pinger : load.untilRefused()) {
            assertThat(read(pinger.check).get("n_pings").asLong())
                    .as("pings that are kept")
                    .isBetween(pinger.acknowledged.get(), pinger.attempted.get());
        }
        assertThat(read(uploaded).get("status").asString()).isEqualTo("down");
        assertThat(web.stdout()).noneMatch(line -> line.contains("\"level\":\"ERROR\""));
    }

    @Test
    @Order(2)
    void aStoppedWorkerHandsAHangingDeliveryBackAndAnotherDeliversWithinSeconds() {
        Duration patience = Duration.ofSeconds(3);
        App worker = deploy.worker("SHUTDOWN_TIMEOUT", "3s", "WEBHOOK_TIMEOUT", "15s")
                .untilPrinted("worker.ready");
        try (var receiver = Receiver.start()) {
            // Ready to take over; it did not take the delivery first.
            App other = deploy.worker().untilPrinted("worker.ready");
            other.signal("STOP");
            String itsKey = failing(receiver);
            receiver.answerAgain();
            other.signal("CONT");

            Instant signalled = Instant.now();
            worker.terminate();
            worker.terminate();
            assertThat(worker.waitForExit().status()).isIn(0, 143);
            Instant ended = Instant.now();
            assertThat(Duration.between(signalled, ended)).isBetween(patience, PLATFORM_PATIENCE);
            List<Receiver.Received> told = receiver.await(2);
            assertThat(Duration.between(ended, told.get(1).at()))
                    .as("sooner than the heartbeats of a worker that died would be given up")
                    .isLessThan(Duration.ofSeconds(9));
            other.untilPrinted("delivery.sent");
            assertThat(told.get(1).headers().get("webhook-id"))
                    .isEqualTo(told.get(0).headers().get("webhook-id"));
            assertThat(worker.stdout())
                    .anyMatch(line -> line.contains("delivery.handed-back"))
                    .noneMatch(line -> line.contains("delivery.failed"))
                    .noneMatch(line -> line.contains("\"level\":\"ERROR\""));
            assertThat(attempts(itsKey)).as("breaking off costs no attempt").isEqualTo(1);
            other.close();
        }
    }

    @Test
    @Order(3)
    void webAndWorkerInOneProcessStopWithinTheSameTime() throws Exception {
        Duration patience = Duration.ofSeconds(7);
        Map<String, String> environment =
                App.with(deploy.environment(), "SHUTDOWN_TIMEOUT", "7s", "WEBHOOK_TIMEOUT", "15s");
        try (App both = App.run(environment, "--process=web,worker");
                var receiver = Receiver.start()) {
            both.untilReady().untilPrinted("worker.ready");
            failing(receiver);
            JsonNode check = Deploy.check(both, key, "{}");
            try (var upload = RawHttp.to("127.0.0.1", deploy.port())) {
                upload.write("POST /ping/" + check.get("uuid").asString()
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 30\r\n\r\nnever to end");

                Instant signalled = Instant.now();
                both.terminate();
                assertThat(both.waitForExit().status()).isIn(0, 143);
                assertThat(Duration.between(signalled, Instant.now()))
                        .as("not one after the other")
                        .isBetween(patience, patience.multipliedBy(2).minusSeconds(1));
            }
            assertThat(both.stdout()).anyMatch(line -> line.contains("delivery.handed-back"));
        }
    }

    /** With the JVM flags of Heroku's buildpack for a dyno of 512 MB, and one processor. */
    @Test
    @Order(4)
    @EnabledOnOs(LINUX)
    void aSmallMachineIsReadyInSecondsAndTakesPings() throws Exception {
        List<String> command = new ArrayList<>(List.of(Tool.require("taskset").toString(), "-c", "0"));
        command.addAll(App.command("web"));
        Map<String, String> environment = App.with(
                deploy.environment(),
                "JAVA_TOOL_OPTIONS",
                "-Xmx300m -Xss512k -XX:CICompilerCount=2 -XX:+ExitOnOutOfMemoryError");
        try (App web =
                App.launch(command, environment, java.nio.file.Path.of("").toAbsolutePath())) {
            web.untilReady();
            // With one processor, that is the elapsed time minus the time of other programs on the test machine.
            assertThat(ProcessHandle.of(web.pid())
                            .orElseThrow()
                            .info()
                            .totalCpuDuration()
                            .orElseThrow())
                    .as("the platform's own limit for a web process to bind its port")
                    .isLessThan(Duration.ofSeconds(60));
            List<JsonNode> checks = IntStream.range(0, 20)
                    .mapToObj(n -> Deploy.check(web, key, "{}"))
                    .toList();
            checks.parallelStream().forEach(check -> pingOverOneConnection(check, PINGS / checks.size()));
            assertThat(checks.stream()
                            .mapToLong(check -> read(check).get("n_pings").asLong()))
                    .as("pings kept of each check")
                    .containsOnly((long) PINGS / checks.size());
            assertThat(Linux.peakResidentBytes(web.pid())).isLessThan(512L * 1024 * 1024);
            assertThat(web.isAlive()).isTrue();
            assertThat(web.stdout()).noneMatch(line -> line.contains("OutOfMemory"));
        }
    }

    /**
     * A project with a check that has just failed and a receiver that was called and does not answer. Returns its key.
     */
    private String failing(Receiver receiver) {
        String itsKey = deploy.project().get("api_key").asString();
        receiver.withholdAnswers();
        Deploy.webhook(successor, itsKey, receiver.url("/"));
        Deploy.ping(successor, Deploy.check(successor, itsKey, "{\"channels\": \"*\"}"), "/fail");
        receiver.await(1);
        return itsKey;
    }

    private JsonNode read(JsonNode check) {
        return Deploy.JSON.readTree(successor
                .send(successor
                        .to("/api/v3/checks/" + check.get("uuid").asString())
                        .header("X-Api-Key", key))
                .body());
    }

    private long attempts(String itsKey) {
        JsonNode checks = Deploy.JSON.readTree(successor
                .send(successor.to("/api/v3/checks/").header("X-Api-Key", itsKey))
                .body());
        String check = checks.get("checks").get(0).get("uuid").asString();
        String sql = """
                SELECT sum(d.attempts)
                FROM deliveries d
                JOIN flips f ON f.id = d.flip_id
                WHERE f.check_id = ?::uuid AND d.status = 'SENT'
                """;
        Deploy.until(() -> database.number(sql, check) > 0);
        return database.number(sql, check);
    }

    private void pingOverOneConnection(JsonNode check, int times) {
        try (var wire = RawHttp.to("127.0.0.1", deploy.port())) {
            for (int n = 0; n < times; n++) {
                assertThat(wire.get("/ping/" + check.get("uuid").asString()).body())
                        .isEqualTo("OK");
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
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
