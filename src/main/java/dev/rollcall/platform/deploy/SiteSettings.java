package dev.rollcall.platform.deploy;

import dev.rollcall.platform.config.HttpAddress;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** The public address and name of this deploy: SITE_ROOT, SITE_NAME. */
@Validated
@ConfigurationProperties("site")
public record SiteSettings(
        @Nullable HttpAddress root,
        @DefaultValue("Rollcall") @NotBlank @Size(max = 100) String name) {}
