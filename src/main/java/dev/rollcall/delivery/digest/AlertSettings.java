package dev.rollcall.delivery.digest;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** How old an alert may be to be sent as a message of its own: ALERT_MAX_AGE. */
@Validated
@ConfigurationProperties("alert")
public record AlertSettings(
        @DefaultValue("1d") @NotNull @DurationMin(minutes = 1)
        Duration maxAge) {

    /** Alerts that could have been sent before this time are sent in one message. */
    public Instant horizon(Instant now) {
        return now.minus(maxAge);
    }
}
