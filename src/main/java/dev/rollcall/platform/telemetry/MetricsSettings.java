package dev.rollcall.platform.telemetry;

import dev.rollcall.platform.config.Secret;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** The token for reading metrics: METRICS_TOKEN. Without it nobody can read them. */
@Validated
@ConfigurationProperties("metrics")
public record MetricsSettings(
        @Secret
        @Nullable
        // The characters of a bearer token (RFC 6750, 2.1).
        @Pattern(regexp = "[A-Za-z0-9._~+/-]+=*", message = "must be of letters, digits and the characters -._~+/ only")
        String token) {}
