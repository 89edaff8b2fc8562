package dev.rollcall.platform.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** Where the web process listens: PORT. Zero means any free port, for tests. */
@Validated
@ConfigurationProperties
public record WebSettings(
        @DefaultValue("8080") @Min(0) @Max(65535) int port) {}
