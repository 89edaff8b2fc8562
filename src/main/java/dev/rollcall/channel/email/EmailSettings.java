package dev.rollcall.channel.email;

import dev.rollcall.platform.config.Secret;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The mail server, an attached resource that may be missing. SMTP_URL is its address. SMTP_TIMEOUT limits connecting
 * and each response; the whole conversation may take three times as long. EMAIL_FROM is the sender.
 */
@Validated
@ConfigurationProperties
record EmailSettings(
        @Secret @Nullable SmtpUrl smtpUrl,

        @DefaultValue("10s") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 15)
        Duration smtpTimeout,

        @Nullable EmailAddress emailFrom) {

    /** A conversation has about ten steps. Three of them may take the full time limit; if more do, it is aborted. */
    private static final int MAX_LATE_STEPS = 3;

    /** The limit of a whole conversation. */
    Duration deadline() {
        return smtpTimeout.multipliedBy(MAX_LATE_STEPS);
    }

    @AssertTrue(message = "EMAIL_FROM is required when SMTP_URL is set")
    boolean isSenderGiven() {
        return smtpUrl == null || emailFrom != null;
    }
}
