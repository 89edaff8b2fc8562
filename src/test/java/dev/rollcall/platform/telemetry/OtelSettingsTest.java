package dev.rollcall.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.config.EnvironmentVariables;
import dev.rollcall.platform.config.RollcallEnvironment;
import dev.rollcall.platform.config.Variable;
import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.process.CommandLine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtelSettingsTest {

    private static final CommandLine WORKER = CommandLine.of(List.of("--process=worker"), Map.of());
    private static final Release RELEASE = new Release("v1", "commit", "then", "digest", "17");

    @Test
    void withoutAnEndpointNothingIsPushed() {
        assertThat(wiring(WORKER, Map.of()))
                .containsEntry("management.otlp.metrics.export.enabled", false)
                .doesNotContainKey("management.otlp.metrics.export.url");
    }

    @Test
    void bothSignalsUseTheEndpoint() {
        assertThat(wiring(WORKER, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "https://otel.example/base/")))
                .containsEntry("management.otlp.metrics.export.enabled", true)
                .containsEntry("management.otlp.metrics.export.url", "https://otel.example/base/v1/metrics")
                .containsEntry(
                        "management.opentelemetry.tracing.export.otlp.endpoint", "https://otel.example/base/v1/traces");
    }

    @Test
    void headersAreDecoded() {
        assertThat(wiring(
                        WORKER,
                        Map.of(
                                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318",
                                "OTEL_EXPORTER_OTLP_HEADERS", "api-key=a%20b+c=,x=${PORT}")))
                .containsEntry("management.otlp.metrics.export.headers[api-key]", "a b+c=")
                .containsEntry("management.otlp.metrics.export.headers[x]", RollcallEnvironment.literal("${PORT}"));
    }

    @Test
    void theResourceNamesServiceAndRelease() {
        assertThat(wiring(
                        WORKER,
                        Map.of(
                                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318",
                                "OTEL_SERVICE_NAME", "watch",
                                "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=staging")))
                .containsEntry("management.opentelemetry.resource-attributes[service.name]", "watch")
                .containsEntry("management.opentelemetry.resource-attributes[service.version]", "v1")
                .containsEntry("management.opentelemetry.resource-attributes[deployment.environment.name]", "staging");
    }

    @Test
    void aTaskPushesNothingAndNothingIsPushedWhenDisabled() {
        Map<String, String> endpoint = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318");

        assertThat(wiring(CommandLine.of(List.of("--task=migrate"), Map.of()), endpoint))
                .containsEntry("management.otlp.metrics.export.enabled", false);
        assertThat(wiring(
                        WORKER,
                        Map.of(
                                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318",
                                "OTEL_SDK_DISABLED", "true")))
                .containsEntry("management.otlp.metrics.export.enabled", false);
    }

    @Test
    void aMalformedValueIsAFaultThatNamesTheVariableAndNoSecret() {
        assertThat(faults("OTEL_EXPORTER_OTLP_HEADERS", "s3cret"))
                .containsExactly("OTEL_EXPORTER_OTLP_HEADERS must be of the form name=value,name=value");
        assertThat(faults("OTEL_EXPORTER_OTLP_HEADERS", "key=s3cret%"))
                .containsExactly("OTEL_EXPORTER_OTLP_HEADERS must be of the form name=value,name=value");
        assertThat(faults("OTEL_RESOURCE_ATTRIBUTES", "staging"))
                .containsExactly("OTEL_RESOURCE_ATTRIBUTES must be of the form name=value,name=value");
        assertThat(faults("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4318"))
                .containsExactly("OTEL_EXPORTER_OTLP_ENDPOINT must be an http:// or https:// address,"
                        + " but is 'localhost:4318'");
        assertThat(faults("METRICS_TOKEN", "two words"))
                .containsExactly("METRICS_TOKEN must be of letters, digits and the characters -._~+/ only");
    }

    private static List<String> faults(String name, String value) {
        return given(Map.of("DATABASE_URL", "postgres://u:p@localhost/db", name, value))
                .faults();
    }

    private static Map<String, Object> wiring(CommandLine launch, Map<String, String> variables) {
        var environment = RollcallEnvironment.of(given(variables));
        return TelemetryProperties.of(launch, RollcallEnvironment.binder(environment.getPropertySources()), RELEASE);
    }

    private static EnvironmentVariables given(Map<String, String> variables) {
        return EnvironmentVariables.of(Variable.all(), variables);
    }
}
