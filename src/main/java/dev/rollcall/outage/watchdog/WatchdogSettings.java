package dev.rollcall.outage.watchdog;

import dev.rollcall.platform.config.Secret;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** The outside watchdog, which may be missing: WATCHDOG_URL, and how often it is called: WATCHDOG_INTERVAL. */
@Validated
@ConfigurationProperties("watchdog")
record WatchdogSettings(
        @Secret @Nullable WatchdogUrl url,

        @DefaultValue("1m") @NotNull @DurationMin(seconds = 1) @DurationMax(days = 1)
        Duration interval) {}
