package dev.rollcall.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** How many requests a minute each web process serves for each key: KEY_RATE_LIMIT. Without it there is no limit. */
@Validated
@ConfigurationProperties
record KeyLimitSettings(@Nullable @Min(1) @Max(1_000_000) Integer keyRateLimit) {}
