package factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.admin.verify.AllInvariants;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import testing.App;
import testing.Link;
import testing.Postgres;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/**
 * The web process is well, but the way from outside to it is cut. SITE_ROOT is a router between the jobs and the
 * process.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class Factor09IngressTest {

    private static final int JOBS = 5;
    private static final String FIELDS = "{\"timeout\": 3, \"grace\": 3, \"channels\": \"*\"}";
    private static final String DOWN = "SELECT count(*) FROM flips WHERE to_status = 'DOWN'";
    private static final String CUT = "SELECT count(*) FROM outages WHERE is_cut AND ended_at IS NULL";

    private final String port = App.freePort();
    private final Link router = Link.to(Integer.parseInt(port), "127.0.0.1");
    private final String siteRoot = "http://127.0.0.1:" + router.port();
    private final Deploy deploy = Deploy.released("PORT", port, "SITE_ROOT", siteRoot);
    private final Database database = new Database(deploy.databaseUrl());
    private final String key = deploy.project().get("api_key").asString();
    private final HttpClient http = HttpClient.newHttpClient();
    private App web;

    @BeforeAll
    void startProcesses() {
        web = deploy.web();
        deploy.worker().untilPrinted("worker.ready");
        web.untilReady().untilPrinted("ingress.reached");
    }

    @AfterEach
    void forgetTheJobs() {
        AllInvariants.hold(deploy.databaseUrl());
        Postgres.shared().executeIn(deploy.databaseUrl(), "TRUNCATE checks, channels CASCADE");
    }

    @AfterAll
    void stopAll() {
        database.close();
        deploy.close();
        router.close();
    }

    @Test
    @Order(1)
    void aCutCausesNoFalseAlertAndTheJobThatDiedInItIsReported() {
        try (var receiver = Receiver.start()) {
            Deploy.webhook(web, key, receiver.url("/"));
            JsonNode dead = Deploy.check(web, key, FIELDS);
            List<JsonNode> living = Stream.generate(() -> Deploy.check(web, key, FIELDS))
                    .limit(JOBS)
                    .toList();
            try (var jobs = new Jobs(this::statusThroughTheRouter, living)) {
                jobs.untilPinged();
                Deploy.ping(web, dead, "");
                router.breakOff();
                Deploy.until(() -> database.number(CUT) == 1);
                Deploy.until(() -> overdue() == JOBS + 1);
                assertThat(database.number(DOWN)).as("while it is cut").isZero();
                assertThat(web.status("/actuator/health/readiness"))
                        .as("the process is well")
                        .isEqualTo(200);

                router.recover();
                jobs.untilPinged();
                Deploy.until(() -> database.number(DOWN) == 1);
                jobs.untilPinged();
                jobs.untilPinged();

                assertThat(database.number(DOWN)).as("the dead job, once").isEqualTo(1);
                assertThat(database.number(CUT)).isZero();
                assertThat(Excuses.flipsAtNewDeadline(database, dead))
                        .as("within its grace time after the cut")
                        .isEqualTo(1);
                JsonNode excuse = Excuses.of(web, key, dead).get(0);
                assertThat(excuse.get("outage").get("reason").asString()).isEqualTo("cut");
            }
        }
        assertThat(web.stdout())
                .filteredOn(line -> line.contains("\"ingress.cut\""))
                .hasSize(1);
        assertThat(web.stdout())
                .filteredOn(line -> line.contains("\"ingress.restored\""))
                .hasSize(1);
        assertThat(web.stdout()).noneMatch(line -> line.contains("/reach/"));
    }

    @Test
    @Order(2)
    void aRestartForgetsNoCutAndAPingFromOutsideDisprovesIt() {
        router.breakOff();
        Deploy.until(() -> database.number(CUT) == 1);
        web.terminate();
        web.waitForExit();
        web = deploy.web().untilReady().untilPrinted("ingress.cut");
        JsonNode check = Deploy.check(web, key, "{\"timeout\": 60, \"grace\": 60}");
        Deploy.ping(web, check, "");
        assertThat(database.number(CUT))
                .as("after a restart, and a ping from this machine")
                .isEqualTo(1);

        Deploy.until(() -> pingFromOutside(check) && database.number(CUT) == 0);
        Deploy.until(() ->
                pingFromOutside(check) && web.stdout().stream().anyMatch(line -> line.contains("\"ingress.ignored\"")));

        try (var receiver = Receiver.start()) {
            Deploy.expectAlert(web, key, receiver);
        }
    }

    private boolean pingFromOutside(JsonNode check) {
        return web.send(web.to("/ping/" + check.get("uuid").asString()).header("X-Forwarded-For", "203.0.113.7"))
                        .statusCode()
                == 200;
    }

    private long overdue() {
        return database.number("SELECT count(*) FROM check_states WHERE down_after < now() - interval '2 seconds'");
    }

    private int statusThroughTheRouter(String path) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(siteRoot + path)).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
