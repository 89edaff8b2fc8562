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
 * The mail server, an attached resource that may be missing; SMTP_URL, SMTP_TIMEOUT for connecting and again for each
 * answer, with three times that for the whole conversation, EMAIL_FROM (whom messages come from).
 */
@Validated
@ConfigurationProperties
record EmailSettings(
        @Secret @Nullable SmtpUrl smtpUrl,

        @DefaultValue("10s") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 15)
        Duration smtpTimeout,

        @Nullable EmailAddress emailFrom) {

    /** A conversation has about ten steps; a server that is late with one of them is served, one that drips is not. */
    private static final int STEPS_THAT_MAY_BE_LATE = 3;

    Duration deadline() {
        return smtpTimeout.multipliedBy(STEPS_THAT_MAY_BE_LATE);
    }

    @AssertTrue(message = "EMAIL_FROM is required when SMTP_URL is set")
    boolean isSenderGiven() {
        return smtpUrl == null || emailFrom != null;
    }
}
