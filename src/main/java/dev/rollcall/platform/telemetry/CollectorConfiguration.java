package dev.rollcall.platform.telemetry;

import dev.rollcall.platform.config.Current;
import io.micrometer.registry.otlp.OtlpHttpMetricsSender;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import java.time.Duration;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpHttpSpanExporterBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** How metrics and traces reach a collector. The headers hold a key, so their current values are read for each push. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(TelemetryProperties.PUSHES)
class CollectorConfiguration {

    private final Current<OtelSettings> settings;

    CollectorConfiguration(Current<OtelSettings> settings) {
        this.settings = settings;
    }

    /** Replaces Spring Boot's sender, which uses the JDK's client: see {@link CollectorClient}. */
    @Bean
    OtlpMetricsSender otlpMetricsSender(Environment environment) {
        String prefix = TelemetryProperties.METRICS;
        var http = new OtlpHttpMetricsSender(new MetricsSender(
                environment.getRequiredProperty(prefix + "connect-timeout", Duration.class),
                environment.getRequiredProperty(prefix + "read-timeout", Duration.class)));
        return request -> http.send(OtlpMetricsSender.Request.builder(request.getMetricsData())
                .address(Objects.requireNonNull(request.getAddress()))
                .headers(settings.get().headers())
                .compressionMode(request.getCompressionMode())
                .build());
    }

    @Bean
    OtlpHttpSpanExporterBuilderCustomizer currentHeaders() {
        return traces -> traces.setHeaders(() -> settings.get().headers());
    }
}
