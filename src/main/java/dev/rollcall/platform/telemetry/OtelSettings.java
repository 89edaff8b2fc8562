package dev.rollcall.platform.telemetry;

import dev.rollcall.platform.config.HttpAddress;
import dev.rollcall.platform.config.Secret;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where metrics and traces are pushed, in the standard variables of OpenTelemetry: OTEL_EXPORTER_OTLP_ENDPOINT,
 * OTEL_EXPORTER_OTLP_HEADERS, OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES, OTEL_METRIC_EXPORT_INTERVAL (milliseconds),
 * OTEL_TRACES_SAMPLER_ARG (the share of requests that is traced), OTEL_SDK_DISABLED. Nothing is pushed without an
 * endpoint.
 */
@Validated
@ConfigurationProperties("otel")
record OtelSettings(
        @Nullable HttpAddress exporterOtlpEndpoint,
        @Secret @Nullable String exporterOtlpHeaders,
        @DefaultValue("rollcall") @NotBlank String serviceName,
        @Nullable String resourceAttributes,
        @DefaultValue("60000") @Min(100) @Max(3_600_000) int metricExportInterval,

        @DefaultValue("1.0") @DecimalMin("0.0") @DecimalMax("1.0")
        double tracesSamplerArg,

        @DefaultValue("false") boolean sdkDisabled) {

    private static final String PAIR = "[^=,\\s]+=[^,]*";
    private static final String PAIRS = "\\s*" + PAIR + "(," + PAIR + ")*\\s*";

    boolean isOn() {
        return exporterOtlpEndpoint != null && !sdkDisabled;
    }

    /** The URL for a signal: {@code metrics} or {@code traces}. */
    String url(String signal) {
        return exporterOtlpEndpoint + "/v1/" + signal;
    }

    Map<String, String> headers() {
        return pairs(exporterOtlpHeaders);
    }

    Map<String, String> attributes() {
        return pairs(resourceAttributes);
    }

    @AssertTrue(message = "OTEL_EXPORTER_OTLP_HEADERS must be of the form name=value,name=value")
    boolean isHeadersWellFormed() {
        return isWellFormed(exporterOtlpHeaders);
    }

    @AssertTrue(message = "OTEL_RESOURCE_ATTRIBUTES must be of the form name=value,name=value")
    boolean isAttributesWellFormed() {
        return isWellFormed(resourceAttributes);
    }

    private static boolean isWellFormed(@Nullable String text) {
        try {
            return text == null || (text.matches(PAIRS) && !pairs(text).isEmpty());
        } catch (IllegalArgumentException e) {
            // A percent sign without two hexadecimal digits after it.
            return false;
        }
    }

    /** Values are percent-encoded, as in the header Baggage. */
    private static Map<String, String> pairs(@Nullable String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (text != null) {
            for (String pair : text.strip().split(",", -1)) {
                int equals = pair.indexOf('=');
                // URLDecoder reads a plus sign as a space.
                String value = pair.substring(equals + 1).strip().replace("+", "%2B");
                pairs.put(pair.substring(0, equals).strip(), URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return pairs;
    }
}
