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

/** What our variables on telemetry mean in Spring Boot's words. What they do not ask for is not loaded. */
public final class TelemetryProperties {

    /** Parts of Spring Boot that are there for traces only. */
    public static final List<Class<?>> TRACING = List.of(
            OpenTelemetrySdkAutoConfiguration.class,
            OpenTelemetryTracingAutoConfiguration.class,
            OtlpTracingAutoConfiguration.class,
            MicrometerTracingAutoConfiguration.class,
            NoopTracerAutoConfiguration.class);

    /** Logs go to standard output, and nowhere else. */
    public static final List<Class<?>> LOGGING =
            List.of(OpenTelemetryLoggingAutoConfiguration.class, OtlpLoggingAutoConfiguration.class);

    private static final String METRICS = "management.otlp.metrics.export.";
    private static final String TRACES = "management.opentelemetry.tracing.export.otlp.";

    private TelemetryProperties() {}

    /** A task ends before anybody would look at its telemetry: it has a result, and a log. */
    public static boolean pushes(CommandLine launch, Binder binder) {
        return !launch.isTask() && otel(binder).isOn();
    }

    /** Whether there is a page of metrics, and somebody who may read it. */
    public static boolean isScraped(CommandLine launch, Binder binder) {
        return launch.processes().contains(ProcessType.WEB)
                && binder.bindOrCreate("metrics", MetricsSettings.class).token() != null;
    }

    public static Map<String, Object> of(CommandLine launch, Binder binder, Release release) {
        Map<String, Object> wiring = new HashMap<>();
        wiring.put("management.prometheus.metrics.export.enabled", isScraped(launch, binder));
        boolean pushes = pushes(launch, binder);
        wiring.put(METRICS + "enabled", pushes);
        // Spring Boot would read these variables itself, and more of them than we document.
        wiring.put("management.opentelemetry.map-environment-variables", false);
        if (pushes) {
            push(wiring, otel(binder), release);
        }
        return wiring;
    }

    private static void push(Map<String, Object> wiring, OtelSettings otel, Release release) {
        wiring.put(METRICS + "url", literal(otel.url("metrics")));
        wiring.put(METRICS + "step", otel.metricExportInterval() + "ms");
        wiring.put(TRACES + "endpoint", literal(otel.url("traces")));
        otel.headers().forEach((name, value) -> {
            wiring.put(METRICS + "headers[" + name + "]", literal(value));
            wiring.put(TRACES + "headers[" + name + "]", literal(value));
        });
        wiring.put("management.tracing.sampling.probability", otel.tracesSamplerArg());
        Map<String, String> resource = new HashMap<>(Map.of("service.version", release.version()));
        resource.putAll(otel.attributes());
        resource.put("service.name", otel.serviceName());
        resource.forEach((name, value) ->
                wiring.put("management.opentelemetry.resource-attributes[" + name + "]", literal(value)));
    }

    private static OtelSettings otel(Binder binder) {
        return binder.bindOrCreate("otel", OtelSettings.class);
    }

    private static String literal(String value) {
        return RollcallEnvironment.literal(value);
    }
}
