package dev.rollcall.signin.provider;

import dev.rollcall.platform.config.Secret;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The identity provider: OIDC_ISSUER, as the provider writes it, with OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, under
 * which it knows this deploy. All of them or none.
 */
@Validated
@ConfigurationProperties("oidc")
record ProviderSettings(
        @Nullable
        // The last slash counts: the provider repeats the issuer in each token, and both must be equal.
        @Pattern(regexp = "https?://[^\\s?#@]+", message = "must be an http:// or https:// address")
        String issuer,

        @Nullable String clientId,
        @Secret @Nullable String clientSecret) {

    @AssertTrue(message = "OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set together")
    boolean isComplete() {
        return (issuer == null) == (clientId == null) && (issuer == null) == (clientSecret == null);
    }

    /** Without the secret, because a record may be printed into a log. */
    @Override
    public String toString() {
        return "ProviderSettings[" + issuer + "]";
    }
}
