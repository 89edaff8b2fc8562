package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.Dashboard;
import testing.Postgres;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/** A process may run anywhere, out of reach of a debugger: it reports its health and its progress. */
class Factor14TelemetryTest {

    private static final String TOKEN = "canary-metrics-token";

    private static Postgres postgres;
    private static Deploy deploy;
    private static Receiver receiver;
    private static App web;
    private static App worker;
    private static String key;

    @BeforeAll
    static void aDeployWithMetrics() {
        postgres = Postgres.embedded();
        receiver = Receiver.start();
        deploy = Deploy.migrated(postgres.newMigratedDatabase(), "METRICS_TOKEN", TOKEN);
        web = deploy.web();
        worker = deploy.worker();
        web.untilReady();
        key = deploy.project().get("api_key").asString();
        Deploy.webhook(web, key, receiver.url("/hook"));
    }

    @AfterAll
    static void stop() {
        deploy.close();
        postgres.close();
        receiver.close();
    }

    @Test
    void pingsChecksAndDeliveriesAreCounted() {
        double fails = value("rollcall_pings_total{kind=\"fail\"}");
        double starts = value("rollcall_pings_total{kind=\"start\"}");
        double down = value("rollcall_checks{status=\"down\"}");
        double sent = value("rollcall_deliveries{status=\"sent\"}");
        JsonNode check = Deploy.check(web, key, "{\"channels\": \"*\"}");

        Deploy.ping(web, check, "/start");
        Deploy.ping(web, check, "/fail");

        assertThat(value("rollcall_pings_total{kind=\"fail\"}")).isEqualTo(fails + 1);
        assertThat(value("rollcall_pings_total{kind=\"start\"}")).isEqualTo(starts + 1);
        Deploy.until(() -> value("rollcall_checks{status=\"down\"}") == down + 1);
        Deploy.until(() -> value("rollcall_deliveries{status=\"sent\"}") == sent + 1);
        assertThat(scrape(web, TOKEN).body()).doesNotContain(check.get("uuid").asString(), key, TOKEN);
    }

    @Test
    void heartbeatAgeAndAlertLagRiseWithoutAWorkerAndFallWithOne() {
        Deploy.until(() -> value("rollcall_workers") == 1 && age() < 12);

        // Killed, not stopped: a process that stops deletes its row.
        worker.kill();
        JsonNode check = Deploy.check(web, key, "{\"timeout\": 1, \"grace\": 1}");
        Deploy.ping(web, check, "");

        Deploy.until(() -> value("rollcall_alert_lag_seconds{owed=\"flip\"}") > 2);
        Deploy.until(() -> age() > 15 && value("rollcall_workers") == 0);

        worker = deploy.worker().untilPrinted("worker.ready");
        Deploy.until(() -> value("rollcall_alert_lag_seconds{owed=\"flip\"}") == 0);
        Deploy.until(() -> value("rollcall_workers") == 1 && age() < 12);
    }

    @Test
    void anOverdueDeliveryCountsAsLag() {
        Deploy.until(() -> value("rollcall_alert_lag_seconds{owed=\"delivery\"}") < 1);
        worker.signal("STOP");
        try {
            Deploy.ping(web, Deploy.check(web, key, "{\"channels\": \"*\"}"), "/fail");
            Deploy.until(() -> value("rollcall_deliveries{status=\"pending\"}") == 1
                    && value("rollcall_alert_lag_seconds{owed=\"delivery\"}") > 1);
        } finally {
            worker.signal("CONT");
        }
        Deploy.until(() -> value("rollcall_deliveries{status=\"pending\"}") == 0
                && value("rollcall_alert_lag_seconds{owed=\"delivery\"}") < 1);
    }

    @Test
    void metricsNeedTheTokenAndOtherManagementPathsAreClosed() {
        assertThat(web.status("/actuator/prometheus")).isEqualTo(401);
        assertThat(scrape(web, TOKEN + "x").statusCode()).isEqualTo(401);
        assertThat(scrape(web, TOKEN).statusCode()).isEqualTo(200);
        assertThat(List.of("", "/env", "/beans", "/metrics", "/heapdump", "/threaddump", "/loggers", "/configprops"))
                .allSatisfy(path -> assertThat(
                                web.send(web.to("/actuator" + path).header("Authorization", "Bearer " + TOKEN))
                                        .statusCode())
                        .as(path)
                        .isEqualTo(404));
    }

    @Test
    void withoutTheDatabaseTheProcessIsAliveNotReadyAndStillServesMetrics() {
        postgres.stop();
        try {
            Deploy.until(() -> web.status("/actuator/health/readiness") == 503);
            assertThat(web.status("/actuator/health/liveness")).isEqualTo(200);
            Deploy.until(() -> Double.isNaN(value("rollcall_checks{status=\"up\"}")));
            assertThat(value("rollcall_pings_total{kind=\"log\"}")).isNotNaN();
            assertThat(value("jvm_threads_live_threads")).isPositive();
        } finally {
            postgres.startAgain();
        }
        web.untilReady();
        Deploy.until(() -> value("rollcall_checks{status=\"up\"}") >= 0);
    }

    /** A wrong name, label or type of a metric would leave a panel empty, or an alert silent for ever. */
    @Test
    void aPrometheusServerScrapesWebAndEvaluatesEachAlertAndPanel(@TempDir Path directory) throws Exception {
        Deploy.ping(web, Deploy.check(web, key, "{}"), "");

        try (PrometheusServer prometheus = PrometheusServer.start(directory, web, TOKEN)) {
            Deploy.until(prometheus::isReady);
            // A rate needs two scrapes.
            Awaitility.await()
                    .untilAsserted(() -> assertThat(Dashboard.expressions())
                            .isNotEmpty()
                            .allSatisfy(expression -> assertThat(prometheus.query(expression))
                                    .as(expression)
                                    .isNotEmpty()));
            assertThat(prometheus.targets())
                    .singleElement()
                    .satisfies(target -> assertThat(target.get("health").asString())
                            .as(target.toString())
                            .isEqualTo("up"));
            Deploy.until(() -> prometheus
                    .rules()
                    .noneMatch(rule -> rule.get("health").asString().equals("unknown")));
            assertThat(prometheus.rules())
                    .isNotEmpty()
                    .allSatisfy(rule -> assertThat(rule.get("health").asString())
                            .as(rule.toString())
                            .isEqualTo("ok"));
        }
    }

    private static double age() {
        return value("rollcall_worker_heartbeat_age_seconds");
    }

    private static double value(String series) {
        HttpResponse<String> answer = scrape(web, TOKEN);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .map(line -> line.substring(series.length() + 1))
                .mapToDouble(text -> text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + series + " in " + answer.body()));
    }

    private static HttpResponse<String> scrape(App app, String token) {
        return app.send(app.to("/actuator/prometheus").header("Authorization", "Bearer " + token));
    }
}
