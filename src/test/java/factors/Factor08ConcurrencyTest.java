package factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.Linux;
import testing.Receiver;
import testing.Tool;
import tools.jackson.databind.JsonNode;

/** More processes do more work, and no work is done twice. */
@Order(4) // one of the longest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class Factor08ConcurrencyTest {

    private static final int CHECKS = 200;
    private static final String SERVED_BY = "X-Served-By";
    private static final String REPEATED = """
            SELECT count(*)
            FROM (
                SELECT to_status, lag(to_status) OVER (PARTITION BY check_id ORDER BY id) AS before
                FROM flips
            ) AS flip
            WHERE to_status = before
            """;

    private final Deploy deploy = Deploy.released("SITE_ROOT", "http://roll.example");
    private final Database database = new Database(deploy.databaseUrl());
    private final List<App> webs = new ArrayList<>();
    private final List<App> workers = new ArrayList<>();
    private String key;

    @BeforeAll
    void startTwoWebAndThreeWorkers() {
        key = deploy.project().get("api_key").asString();
        for (int n = 0; n < 2; n++) {
            webs.add(deploy.web("PORT", App.freePort()));
        }
        for (int n = 0; n < 3; n++) {
            workers.add(deploy.worker());
        }
        webs.forEach(App::untilReady);
        workers.forEach(worker -> worker.untilPrinted("worker.ready"));
    }

    @AfterAll
    void stopAll() {
        deploy.close();
    }

    @Test
    @Order(1)
    void everyRequestMayGoToAnyWebBehindALoadBalancer(@TempDir Path directory) throws Exception {
        Path haproxy = Tool.require("haproxy");
        String port = App.freePort();
        Path config = directory.resolve("haproxy.cfg");
        Files.writeString(config, balancer(port));
        var environment = Map.of("PORT", port);
        try (App balancer =
                App.launch(List.of(haproxy.toString(), "-db", "-f", config.toString()), environment, directory)) {
            balancer.untilReady();
            // Three requests on two servers, in turn.
            for (int n = 0; n < 20; n++) {
                JsonNode check = Deploy.check(balancer, key, "{\"name\": \"balanced " + n + "\"}");
                Deploy.ping(balancer, check, "");
                assertThat(read(balancer, check).get("n_pings").asLong()).isEqualTo(1);
            }
            Set<String> servers = new HashSet<>();
            for (int n = 0; n < 2; n++) {
                servers.add(
                        balancer.get("/version").headers().firstValue(SERVED_BY).orElseThrow());
            }
            assertThat(servers).containsExactlyInAnyOrder("web0", "web1");

            // One of them is gone and no request fails.
            webs.get(0).kill();
            for (int n = 0; n < 10; n++) {
                Deploy.ping(balancer, Deploy.check(balancer, key, "{\"name\": \"without\"}"), "");
            }
        }
    }

    @Test
    @Order(2)
    void threeWorkersDeliverEveryFlipOnceAndEachTakesPart() throws Exception {
        App web = webs.get(1);
        try (var receiver = Receiver.start()) {
            Deploy.webhook(web, key, receiver.url("/"));
            // As slow as real receivers, so one worker alone would not finish before the others begin.
            receiver.answerAfter(Duration.ofMillis(250));
            List<JsonNode> checks = IntStream.range(0, CHECKS)
                    .parallel()
                    .mapToObj(n -> Deploy.check(web, key, "{\"timeout\": 1, \"grace\": 1, \"channels\": \"*\"}"))
                    .toList();
            // All become overdue while no worker runs, and are found together.
            workers.forEach(worker -> worker.signal("STOP"));
            checks.parallelStream().forEach(check -> Deploy.ping(web, check, ""));
            Instant overdue = Instant.now().plusSeconds(2);
            Deploy.until(() -> Instant.now().isAfter(overdue));
            workers.forEach(worker -> worker.signal("CONT"));

            receiver.await(CHECKS);
            // Any second alert of the same silence would be sent before the recovery.
            receiver.answerAfter(Duration.ZERO);
            checks.parallelStream().forEach(check -> Deploy.ping(web, check, ""));
            receiver.await(2 * CHECKS);
            // The first of them may be silent again by now.
            assertThat(List.copyOf(receiver.received()))
                    .extracting(request -> request.headers().get("webhook-id"))
                    .doesNotHaveDuplicates();
            assertThat(database.number(REPEATED))
                    .as("flips to where the check stood")
                    .isZero();
            assertThat(database.number("SELECT count(DISTINCT check_id) FROM flips WHERE to_status = 'DOWN'"))
                    .isEqualTo(CHECKS);
            for (App worker : workers) {
                assertThat(worker.stdout())
                        .as("worker " + worker.pid() + " took part")
                        .anyMatch(line -> line.contains("delivery.sent"));
            }
        }
    }

    @Test
    @Order(3)
    @EnabledOnOs(LINUX)
    void aLateResultOfAPausedWorkerIsNotRecorded() throws Exception {
        workers.get(2).terminate();
        workers.get(2).waitForExit();
        App sleeper = workers.get(0);
        App other = workers.get(1);
        App web = webs.get(1);
        try (var answersLate = Receiver.start();
                var answersNever = Receiver.start()) {
            answersLate.withholdAnswers();
            answersNever.withholdAnswers();
            String itsKey = deploy.project().get("api_key").asString();
            Deploy.webhook(web, itsKey, answersLate.url("/"));
            Deploy.webhook(web, itsKey, answersNever.url("/"));
            JsonNode check = Deploy.check(web, itsKey, "{\"channels\": \"*\"}");
            other.signal("STOP");
            Deploy.ping(web, check, "/fail");
            answersLate.await(1);
            answersNever.await(1);

            sleeper.signal("STOP");
            other.signal("CONT");
            // The paused worker cannot read the answers to its statements. The other worker gets its answers at once.
            answersLate.answerHeld();
            answersNever.answerAgain();
            answersLate.await(2);
            answersNever.await(2);
            Deploy.until(() -> sentOf(check) == 2);
            sleeper.signal("CONT");

            Deploy.until(() -> superseded(sleeper) == 2);
            for (Receiver receiver : List.of(answersLate, answersNever)) {
                assertThat(receiver.received())
                        .extracting(request -> request.headers().get("webhook-id"))
                        .hasSize(2)
                        .containsOnly(receiver.received().get(0).headers().get("webhook-id"));
            }
            assertThat(sentOf(check)).as("deliveries that are sent").isEqualTo(2);
            assertThat(database.number("SELECT max(attempts) FROM deliveries WHERE status = 'SENT'"))
                    .as("attempts that were recorded")
                    .isEqualTo(1);
            // On a slow machine it stands still for so long that db-scheduler loses its connection, and says so.
            assertThat(sleeper.stdout())
                    .noneMatch(line ->
                            line.contains("\"level\":\"ERROR\"") && line.contains("\"logger\":\"dev.rollcall."));
        }
    }

    @Test
    @Order(4)
    @EnabledOnOs(LINUX)
    void webServesInFullWithoutAnyWorker() {
        workers.forEach(App::terminate);
        workers.forEach(App::waitForExit);
        App web = webs.get(1);

        JsonNode check = Deploy.check(web, key, "{\"name\": \"alone\"}");
        Deploy.ping(web, check, "/fail");
        JsonNode shown = Deploy.JSON.readTree(web.send(
                        web.to("/api/v3/checks/" + check.get("uuid").asString()).header("X-Api-Key", key))
                .body());
        assertThat(shown.get("status").asString()).isEqualTo("down");
        assertThat(web.status("/actuator/health/readiness")).isEqualTo(200);
    }

    @Test
    @Order(5)
    @EnabledOnOs(LINUX)
    void theStartedProcessServesItselfAndLeavesNoPidFile() throws Exception {
        App web = webs.get(1);
        assertThat(Linux.listeningPorts(web.pid())).hasSize(1);
        assertThat(Linux.children(web.pid())).isEmpty();
        PathMatcher pidFile = FileSystems.getDefault().getPathMatcher("glob:**.pid");
        for (Path directory : List.of(Path.of("."), Path.of("target"), Path.of(System.getProperty("java.io.tmpdir")))) {
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files.filter(pidFile::matches).filter(file -> isYoungerThan(web, file)))
                        .as("files with a process id in " + directory)
                        .isEmpty();
            }
        }
    }

    private String balancer(String port) {
        var config = new StringBuilder("""
                defaults
                    mode http
                    timeout connect 2s
                    timeout client 30s
                    timeout server 30s
                    retries 3
                    option redispatch
                    retry-on conn-failure empty-response
                frontend roll
                    bind 127.0.0.1:%s
                    default_backend webs
                backend webs
                    balance roundrobin
                    option httpchk GET /actuator/health/readiness
                    http-response set-header %s %%s
                """.formatted(port, SERVED_BY));
        for (int n = 0; n < webs.size(); n++) {
            config.append("    server web%d 127.0.0.1:%s check inter 500ms\n"
                    .formatted(n, webs.get(n).port()));
        }
        return config.toString();
    }

    private JsonNode read(App web, JsonNode check) {
        return Deploy.JSON.readTree(web.send(
                        web.to("/api/v3/checks/" + check.get("uuid").asString()).header("X-Api-Key", key))
                .body());
    }

    private long sentOf(JsonNode check) {
        return database.number("""
                SELECT count(*)
                FROM deliveries d
                JOIN flips f ON f.id = d.flip_id
                WHERE f.check_id = ?::uuid AND d.status = 'SENT'
                """, check.get("uuid").asString());
    }

    private static long superseded(App worker) {
        return worker.stdout().stream()
                .filter(line -> line.contains("delivery.superseded"))
                .count();
    }

    private static boolean isYoungerThan(App app, Path file) {
        try {
            Instant started = ProcessHandle.of(app.pid())
                    .flatMap(process -> process.info().startInstant())
                    .orElseThrow();
            return Files.getLastModifiedTime(file).toInstant().isAfter(started);
        } catch (IOException e) {
            return false;
        }
    }
}
