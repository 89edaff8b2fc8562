package dev.rollcall.transfer;

import dev.rollcall.platform.config.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * IMPORT_API_KEY: the API key of the project that {@code --task=import --from} reads. The list of processes would show
 * an option, but not this variable.
 */
@Validated
@ConfigurationProperties("import")
record ImportSettings(@Secret @Nullable String apiKey) {}
