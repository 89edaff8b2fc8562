package factors;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import testing.App;
import testing.Receiver;
import testing.TraceCollector;
import testing.TraceCollector.Traced;
import tools.jackson.databind.JsonNode;

/** An alert belongs to the trace of what caused it, though web and worker share only the database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Factor14TracesTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final TraceCollector collector = TraceCollector.start();
    private final Receiver receiver = Receiver.start();
    private final Deploy deploy = Deploy.released("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url());
    private final String key = deploy.project().get("api_key").asString();
    private App web;

    @BeforeAll
    void startProcesses() {
        web = deploy.web();
        deploy.worker().untilPrinted("worker.ready");
        web.untilReady();
    }

    @AfterAll
    void stopAll() {
        deploy.close();
        receiver.close();
        collector.close();
    }

    @Test
    void aPingTheSweepAndTheirAlertsAreOneTraceEach() {
        List.of("/one", "/other").forEach(path -> Deploy.webhook(web, key, receiver.url(path)));
        JsonNode failing = Deploy.check(web, key, "{\"channels\": \"*\"}");
        Deploy.ping(web, failing, "/fail");
        Deploy.until(SOON, () -> collector.named("rollcall.delivery").size() == 2);
        Deploy.until(SOON, () -> pings().size() == 1);

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
        Deploy.until(
                SOON,
                () -> collector.named("sweep").size() == 1
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

    private List<Traced> pings() {
        return collector.named("http get /ping/{id}/{signal}").stream().limit(1).toList();
    }
}
