package dev.rollcall.check;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** The shortest timeout, grace time and {@code expected_period} that the API accepts: MIN_PERIOD. */
@Validated
@ConfigurationProperties
public record CheckSettings(
        @DefaultValue("60s") @NotNull @DurationMin(seconds = 1) @DurationMax(days = 365)
        Duration minPeriod) {}
