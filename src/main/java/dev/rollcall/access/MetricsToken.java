package dev.rollcall.access;

import dev.rollcall.platform.config.Current;
import dev.rollcall.platform.deploy.Sha256;
import dev.rollcall.platform.telemetry.MetricsSettings;
import java.security.MessageDigest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Allows requests that have METRICS_TOKEN as a bearer token; none if the variable is not set. */
class MetricsToken implements AuthorizationManager<RequestAuthorizationContext> {

    private final Current<MetricsSettings> settings;

    MetricsToken(Current<MetricsSettings> settings) {
        this.settings = settings;
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext context) {
        return new AuthorizationDecision(isRight(BearerToken.of(context.getRequest())));
    }

    private boolean isRight(@Nullable String given) {
        if (given == null) {
            return false;
        }
        String token = settings.get().token();
        return token != null
                // Digests, compared in constant time: the time reveals nothing about the token.
                && MessageDigest.isEqual(Sha256.of(token), Sha256.of(given));
    }
}
