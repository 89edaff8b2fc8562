package dev.rollcall.platform.log;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.logging.LogLevel;
import org.springframework.validation.annotation.Validated;

/**
 * The event stream: LOG_FORMAT ({@code json}, or {@code text} for people), LOG_LEVEL of our own code, LOG_REQUESTS
 * (whether each served request is an event).
 */
@Validated
@ConfigurationProperties("log")
public record LogSettings(
        @DefaultValue("json") @NotNull Format format,
        @DefaultValue("info") @NotNull LogLevel level,
        @DefaultValue("true") boolean requests) {

    public enum Format {
        JSON,
        TEXT
    }
}
