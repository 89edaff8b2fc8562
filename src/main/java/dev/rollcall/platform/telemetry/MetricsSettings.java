package dev.rollcall.platform.telemetry;

import dev.rollcall.platform.config.Secret;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** Who may read the metrics; METRICS_TOKEN. Without it nobody may. */
@Validated
@ConfigurationProperties("metrics")
record MetricsSettings(
        @Secret
        @Nullable
        // What the header Authorization can carry as it is.
        @Pattern(regexp = "[A-Za-z0-9._~+/-]+=*", message = "must be of letters, digits and the characters -._~+/ only")
        String token) {}
