package factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
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

/** Web listens on its port, and a worker does not listen at all; of tasks, {@link RunningRelease#run} shows it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(8) // one of the longest
@TestMethodOrder(OrderAnnotation.class)
class Factor07PortBindingTest {

    /** One second more than the routers with the longest idle time. */
    private static final Duration ROUTER_PATIENCE = Duration.ofSeconds(91);

    private final Deploy deploy = Deploy.released();
    private App web;
    private RawHttp idle;
    private CompletableFuture<RawHttp.Answer> afterIdling;

    @BeforeAll
    void startWeb() throws Exception {
        // Names that other frameworks use; only PORT counts.
        web = deploy.web(
                        "SERVER_PORT",
                        App.freePort(),
                        "ROLLCALL_PORT",
                        "tcp://10.0.0.1:80",
                        "JAVA_TOOL_OPTIONS",
                        App.jvmFlags() + " -Dserver.port=" + App.freePort())
                .untilReady();
        idle = RawHttp.to("127.0.0.1", deploy.port());
        assertThat(idle.get("/version").status()).isEqualTo(200);
        // Waits while other tests run, and no second longer, because the server may close it soon after.
        Executor later = CompletableFuture.delayedExecutor(ROUTER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        afterIdling = CompletableFuture.supplyAsync(this::askAgain, later);
    }

    @AfterAll
    void stopAll() throws Exception {
        idle.close();
        deploy.close();
    }

    @Test
    @Order(1)
    @EnabledOnOs(LINUX)
    void webListensOnExactlyThePortOfItsVariableOnIpv4AndIpv6() throws Exception {
        assertThat(Linux.listeningPorts(web.pid())).containsExactly(deploy.port());
        for (String address : List.of("127.0.0.1", "::1")) {
            try (var wire = RawHttp.to(address, deploy.port())) {
                assertThat(wire.get("/actuator/health/readiness").status())
                        .as(address)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    @Order(2)
    void oneConnectionServesManyRequests() throws Exception {
        try (var wire = RawHttp.to("127.0.0.1", deploy.port())) {
            for (int n = 0; n < 500; n++) {
                RawHttp.Answer answer = wire.get("/version");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.isLast()).isFalse();
            }
        }
    }

    /** An unread body must not be taken for the next request. */
    @Test
    @Order(2)
    void aConnectionStillServesAfterRefusals() throws Exception {
        String key = "X-Api-Key: " + deploy.project().get("api_key").asString() + "\r\n";
        String[][] refused = {
            {"POST /api/v3/checks/", "", "{}", "401"},
            {"POST /api/v3/checks/", "", "no json", "400"},
            {"POST /api/v3/checks/", key, "[1]", "400"},
            {"POST /api/v3/checks/", key, "{\"timeout\": 0}", "400"},
            {"POST /api/v3/checks/", key, "{\"desc\": \"" + "x".repeat(1_200_000) + "\"}", "400"},
            {"POST /api/v3/checks/", key, "x".repeat(10_000_000), "400"},
            {"POST /api/v3/checks/", "", "x".repeat(10_000_000), "400"},
            {"PUT /api/v3/checks/", key, "x".repeat(10_000_000), "405"},
            {"POST /api/v3/checks/garbage", key, "{}", "404"},
            {"POST /api/v3/checks/garbage/pause", key, "x".repeat(100_000), "404"},
            {"PUT /api/v3/checks/", key, "x".repeat(100_000), "405"},
            {"GET /api/v3/checks/garbage", key, "", "404"},
            {"POST /api/v3/checks", key, "{}", "308"},
            {"POST /no-such-path", "", "x".repeat(100_000), "404"}
        };
        RawHttp wire = RawHttp.to("127.0.0.1", deploy.port());
        for (String[] request : refused) {
            RawHttp.Answer answer = wire.write(request[0] + " HTTP/1.1\r\nHost: localhost\r\n" + request[1]
                            + "Content-Length: " + request[2].length() + "\r\n\r\n" + request[2])
                    .answer();
            assertThat(answer.status()).as(request[0]).isEqualTo(Integer.parseInt(request[3]));
            // Tomcat closes a connection with a 400 and says so. It must not do so with any other refusal.
            assertThat(answer.isLast()).as(request[0]).isEqualTo(answer.status() == 400);
            if (answer.isLast()) {
                wire.close();
                wire = RawHttp.to("127.0.0.1", deploy.port());
            }
            assertThat(wire.get("/version").status()).as("after " + request[0]).isEqualTo(200);
        }
        wire.close();
    }

    @Test
    @Order(3)
    void aSecondWebOnTheSamePortFailsWithOneLine() {
        App.Exit exit = deploy.web().waitForExit();

        assertThat(exit.status()).isEqualTo(1);
        assertThat(exit.stdout().lines().filter(line -> line.contains("\"level\":\"ERROR\"")))
                .singleElement()
                .asString()
                .contains("process.refused", "cannot start: PORT " + deploy.port() + " is in use by another process");
        assertThat(exit.stderr()).isEmpty();
    }

    @Test
    @Order(4)
    @EnabledOnOs(LINUX)
    void aWorkerOpensNoPortAndStartsWhenItIsTaken() {
        App worker = deploy.worker().untilPrinted("worker.ready");

        assertThat(Linux.listeningPorts(worker.pid())).isEmpty();
        worker.close();
    }

    @Test
    @Order(5)
    void aConnectionIdleFor91SecondsStillAnswers() {
        assertThat(afterIdling)
                .succeedsWithin(ROUTER_PATIENCE.plus(App.PATIENCE))
                .extracting(RawHttp.Answer::status)
                .isEqualTo(200);
    }

    private RawHttp.Answer askAgain() {
        try {
            return idle.get("/version");
        } catch (IOException e) {
            throw new UncheckedIOException("the connection was not kept", e);
        }
    }
}
