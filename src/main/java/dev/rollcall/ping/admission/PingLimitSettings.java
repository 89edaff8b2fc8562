package dev.rollcall.ping.admission;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How many pings a minute each web process accepts: CHECK_RATE_LIMIT for each check, ADDRESS_RATE_LIMIT from each
 * address. Without them there is no limit.
 */
@Validated
@ConfigurationProperties
record PingLimitSettings(
        @Nullable @Min(1) @Max(1_000_000) Integer checkRateLimit,
        @Nullable @Min(1) @Max(100_000_000) Integer addressRateLimit) {}
