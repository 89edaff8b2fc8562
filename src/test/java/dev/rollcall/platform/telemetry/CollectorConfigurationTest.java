package dev.rollcall.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.config.TestSettings;
import io.micrometer.registry.otlp.CompressionMode;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.mock.env.MockEnvironment;
import testing.Receiver;

/** Each push has the headers that OTEL_EXPORTER_OTLP_HEADERS_FILE has at that moment. */
class CollectorConfigurationTest {

    private static final String METRICS = "/v1/metrics";
    private static final String TRACES = "/v1/traces";

    private final Receiver collector = Receiver.start();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        collector.close();
    }

    @Test
    void metricsHaveTheHeadersOfTheMoment() throws Exception {
        Path file = Files.writeString(directory.resolve("headers"), "api-key=first,old=1");
        var environment = new MockEnvironment();
        environment.setConversionService(new ApplicationConversionService());
        OtlpMetricsSender metrics = configuration(file)
                .otlpMetricsSender(environment
                        .withProperty("management.otlp.metrics.export.connect-timeout", "2s")
                        .withProperty("management.otlp.metrics.export.read-timeout", "2s"));

        push(metrics);
        Files.writeString(file, "api-key=sec%20ond");
        push(metrics);
        Files.writeString(file, "api-key=%zz");
        push(metrics);

        assertThat(collector.on(METRICS))
                .extracting(request -> request.headers().get("Api-Key"))
                .containsExactly("first", "sec ond", "sec ond");
        assertThat(collector.on(METRICS).get(0).headers()).containsEntry("Old", "1");
        assertThat(collector.on(METRICS).get(1).headers()).doesNotContainKey("Old");
        assertThat(collector.on(METRICS).get(1).headers()).containsEntry("Content-Type", "application/x-protobuf");
    }

    @Test
    void tracesHaveTheHeadersOfTheMoment() throws Exception {
        Path file = Files.writeString(directory.resolve("headers"), "api-key=first,old=1");
        OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder().setEndpoint(collector.url(TRACES));
        configuration(file).currentHeaders().customize(builder);
        try (var tracing = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(builder.build()))
                .build()) {
            span(tracing, 1);
            Files.writeString(file, "api-key=second");
            span(tracing, 2);
        }

        assertThat(collector.on(TRACES))
                .extracting(request -> request.headers().get("Api-Key"))
                .containsExactly("first", "second");
        assertThat(collector.on(TRACES).get(1).headers()).doesNotContainKey("Old");
    }

    /** With the header of the start, which Spring Boot passes on. */
    private void push(OtlpMetricsSender metrics) throws Exception {
        metrics.send(OtlpMetricsSender.Request.builder(new byte[] {1})
                .address(collector.url(METRICS))
                .headers(Map.of("api-key", "first", "old", "1"))
                .compressionMode(CompressionMode.NONE)
                .build());
    }

    private void span(SdkTracerProvider tracing, int count) {
        tracing.get("test").spanBuilder("span").startSpan().end();
        collector.await(count);
    }

    private static CollectorConfiguration configuration(Path headers) {
        return new CollectorConfiguration(TestSettings.current(
                OtelSettings.class,
                Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://localhost:4318",
                        "OTEL_EXPORTER_OTLP_HEADERS_FILE",
                        headers.toString())));
    }
}
