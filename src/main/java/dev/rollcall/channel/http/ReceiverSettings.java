package dev.rollcall.channel.http;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How receivers are called over HTTP, by webhooks and all other kinds. WEBHOOK_TIMEOUT limits the whole call.
 * WEBHOOK_ALLOW_PRIVATE permits targets on private, loopback and link-local addresses.
 */
@Validated
@ConfigurationProperties("webhook")
record ReceiverSettings(
        @DefaultValue("10s") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 15)
        Duration timeout,

        @DefaultValue("false") boolean allowPrivate) {}
