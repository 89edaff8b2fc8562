package dev.rollcall.platform.telemetry;

import dev.rollcall.platform.config.RollcallEnvironment;
import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.process.CommandLine;
import dev.rollcall.platform.process.ProcessType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration;

/** Translates our telemetry variables to Spring Boot's properties. Parts that are not used are not loaded. */
public final class TelemetryProperties {

    /** Parts of Spring Boot that serve only traces. */
    public static final List<Class<?>> TRACING = List.of(
            OpenTelemetrySdkAutoConfiguration.class,
            OpenTelemetryTracingAutoConfiguration.class,
            OtlpTracingAutoConfiguration.class,
            MicrometerTracingAutoConfiguration.class,
            NoopTracerAutoConfiguration.class);

    /** Parts of Spring Boot that export logs. Our logs go only to standard output. */
    public static final List<Class<?>> LOGGING =
            List.of(OpenTelemetryLoggingAutoConfiguration.class, OtlpLoggingAutoConfiguration.class);

    /** Where Spring Boot's properties for pushed metrics begin. */
    static final String METRICS = "management.otlp.metrics.export.";

    /** True if this process pushes metrics and traces. */
    static final String PUSHES = METRICS + "enabled";

    private static final String TRACES = "management.opentelemetry.tracing.export.otlp.";

    private TelemetryProperties() {}

    /** Whether this process pushes metrics and traces. A task does not: it has a result and a log. */
    public static boolean pushes(CommandLine launch, Binder binder) {
        return !launch.isTask() && otel(binder).isOn();
    }

    /** Whether this process serves metrics: web does if METRICS_TOKEN is set. */
    public static boolean isScraped(CommandLine launch, Binder binder) {
        return launch.processes().contains(ProcessType.WEB)
                && binder.bindOrCreate("metrics", MetricsSettings.class).token() != null;
    }

    /** Spring Boot's properties for this start. */
    public static Map<String, Object> of(CommandLine launch, Binder binder, Release release) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("management.prometheus.metrics.export.enabled", isScraped(launch, binder));
        boolean pushes = pushes(launch, binder);
        properties.put(PUSHES, pushes);
        // Otherwise Spring Boot reads these variables itself, and more of them than we document.
        properties.put("management.opentelemetry.map-environment-variables", false);
        if (pushes) {
            push(properties, otel(binder), release);
        }
        return properties;
    }

    private static void push(Map<String, Object> properties, OtelSettings otel, Release release) {
        properties.put(METRICS + "url", literal(otel.url("metrics")));
        properties.put(METRICS + "step", otel.metricExportInterval() + "ms");
        properties.put(TRACES + "endpoint", literal(otel.url("traces")));
        // Without them Micrometer would read the variable itself. CollectorConfiguration replaces them for each push.
        otel.headers().forEach((name, value) -> properties.put(METRICS + "headers[" + name + "]", literal(value)));
        properties.put("management.tracing.sampling.probability", otel.tracesSamplerArg());
        Map<String, String> resource = new HashMap<>(Map.of("service.version", release.version()));
        resource.putAll(otel.attributes());
        resource.put("service.name", otel.serviceName());
        resource.forEach((name, value) ->
                properties.put("management.opentelemetry.resource-attributes[" + name + "]", literal(value)));
    }

    private static OtelSettings otel(Binder binder) {
        return binder.bindOrCreate("otel", OtelSettings.class);
    }

    private static String literal(String value) {
        return RollcallEnvironment.literal(value);
    }
}
