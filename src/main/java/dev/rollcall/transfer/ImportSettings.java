package dev.rollcall.transfer;

import dev.rollcall.platform.config.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** The key of the project to bring over by {@code --task=import --from}, where no list of processes shows it; IMPORT_API_KEY. */
@Validated
@ConfigurationProperties("import")
record ImportSettings(@Secret @Nullable String apiKey) {}
