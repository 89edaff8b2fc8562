package factors;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.Receiver;
import testing.TraceCollector;
import testing.TraceCollector.Traced;
import tools.jackson.databind.JsonNode;

/**
 * Web and worker push metrics and traces. An alert belongs to the trace of what caused it, though they share only the
 * database. The collector has a host name with an underscore.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class Factor14TracesTest {

    private static final String PING = "http get /ping/{id}/{signal}";

    private final TraceCollector collector = TraceCollector.start();
    private final Receiver receiver = Receiver.start();
    private Deploy deploy;
    private String key;
    private App web;
    private App worker;

    @BeforeAll
    void startProcesses(@TempDir Path directory) throws IOException {
        deploy = Deploy.released(
                "JAVA_TOOL_OPTIONS",
                UnderscoreHosts.jvmFlags(directory),
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                collector.url().replaceFirst("//[^:]*", "//" + UnderscoreHosts.COLLECTOR),
                // Not a documented variable: a setting without a documented variable does not apply.
                "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
                collector.url() + "/undocumented",
                "OTEL_EXPORTER_OTLP_HEADERS",
                "api-key=canary%20header",
                "OTEL_SERVICE_NAME",
                "watch",
                "OTEL_METRIC_EXPORT_INTERVAL",
                "500");
        key = deploy.project().get("api_key").asString();
        web = deploy.web();
        worker = deploy.worker().untilPrinted("worker.ready");
        web.untilReady();
    }

    @AfterAll
    void stopAll() {
        deploy.close();
        receiver.close();
        collector.close();
    }

    @Test
    @Order(1)
    void aPingTheSweepAndTheirAlertsAreOneTraceEach() {
        List.of("/one", "/other").forEach(path -> Deploy.webhook(web, key, receiver.url(path)));
        JsonNode failing = Deploy.check(web, key, "{\"channels\": \"*\"}");
        Deploy.ping(web, failing, "/fail");
        Deploy.until(() -> collector.named("rollcall.delivery").size() == 2);
        Deploy.until(() -> pings().size() == 1);

        Traced ping = pings().get(0);
        assertThat(ping.kind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
        assertThat(collector.named("rollcall.delivery"))
                .as("an alert to each of two channels")
                .allSatisfy(delivery -> assertThat(delivery)
                        .returns(ping.trace(), Traced::trace)
                        .returns(ping.id(), Traced::parent)
                        .returns(SpanKind.SPAN_KIND_CONSUMER, Traced::kind));

        JsonNode silent = Deploy.check(web, key, "{\"timeout\": 1, \"grace\": 1, \"channels\": \"*\"}");
        Deploy.ping(web, silent, "/start");
        Deploy.until(() -> collector.named("sweep").size() == 1
                && collector.named("rollcall.delivery").size() == 4);

        Traced sweep = collector.named("sweep").get(0);
        assertThat(sweep.parent()).isEmpty();
        assertThat(sweep.trace()).isNotEqualTo(ping.trace());
        assertThat(collector.named("rollcall.delivery"))
                .filteredOn(delivery -> delivery.parent().equals(sweep.id()))
                .hasSize(2)
                .allSatisfy(delivery -> assertThat(delivery.trace()).isEqualTo(sweep.trace()));
        assertThat(collector.named("sweep"))
                .as("a sweep that finds nothing is no trace")
                .hasSize(1);
    }

    @Test
    @Order(2)
    void webAndWorkerPushMetricsAndTracesToTheEndpoint() {
        assertThat(web.status("/actuator/prometheus")).isEqualTo(404);
        JsonNode check = Deploy.check(web, key, "{\"channels\": \"*\"}");
        int before = collector.named(PING).size();
        Deploy.ping(web, check, "/fail");
        Deploy.until(() -> pushed("/v1/metrics", "rollcall.pings") && pushed("/v1/metrics", "rollcall.job"));
        Deploy.until(() -> collector.named(PING).size() > before);

        assertThat(collector.received())
                .allSatisfy(push -> assertThat(push.headers()).containsEntry("api-key", "canary header"))
                .allSatisfy(push -> assertThat(push.body()).contains("watch"))
                .noneMatch(push -> push.body().contains(check.get("uuid").asString()))
                .noneMatch(push -> push.path().startsWith("/undocumented"));
        assertThat(collector.received())
                .filteredOn(push -> push.path().equals("/v1/traces"))
                .allSatisfy(push -> assertThat(push.headers()).containsEntry("Content-Type", "application/x-protobuf"));
        for (App process : List.of(web, worker)) {
            process.terminate();
            App.Exit exit = process.waitForExit();
            assertThat(exit.stdout()).doesNotContain("canary header", "\"event\":\"log\"");
            assertThat(exit.stderr()).isEmpty();
        }
    }

    private boolean pushed(String path, String text) {
        return collector.received().stream()
                .anyMatch(push -> push.path().equals(path) && push.body().contains(text));
    }

    private List<Traced> pings() {
        return collector.named(PING).stream().limit(1).toList();
    }
}
