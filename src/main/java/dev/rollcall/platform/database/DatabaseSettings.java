package dev.rollcall.platform.database;

import dev.rollcall.platform.config.Secret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** The database, the only required backing service: DATABASE_URL, DATABASE_POOL_SIZE (connections per process). */
@Validated
@ConfigurationProperties("database")
public record DatabaseSettings(
        @Secret @NotNull(message = "is required") DatabaseUrl url,
        @DefaultValue("10") @Min(1) @Max(1000) int poolSize) {}
