package dev.rollcall.check.limit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** How many checks each project may have: CHECK_LIMIT. Without it there is no limit. */
@Validated
@ConfigurationProperties
public record CheckLimitSettings(
        @Nullable @Min(1) @Max(1_000_000) Integer checkLimit) {}
