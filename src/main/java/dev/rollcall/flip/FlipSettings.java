package dev.rollcall.flip;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** How long flips and their deliveries are kept: FLIP_RETENTION. */
@Validated
@ConfigurationProperties("flip")
public record FlipSettings(
        @DefaultValue("90d") @NotNull @DurationMin(days = 1) @DurationMax(days = 36_500)
        Duration retention) {

    /** Flips before this time are past their retention. */
    public Instant keptSince(Instant now) {
        return now.minus(retention);
    }
}
