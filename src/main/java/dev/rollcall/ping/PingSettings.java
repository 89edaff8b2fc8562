package dev.rollcall.ping;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** How much is kept: PING_LOG_LIMIT pings of a check, PING_BODY_LIMIT bytes of a body. */
@Validated
@ConfigurationProperties("ping")
record PingSettings(
        @DefaultValue("100") @Min(1) @Max(10_000) int logLimit,
        @DefaultValue("10000") @Min(0) @Max(1_000_000) int bodyLimit) {}
