package dev.rollcall.signin.provider;

import dev.rollcall.platform.config.Current;
import dev.rollcall.platform.deploy.Site;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.oidc.OidcScopes;

/**
 * The identity provider. It is asked for its addresses only when somebody first signs in with it, so a process starts
 * even while it is away. If it does not answer, it is asked again the next time. The client secret is read at each use.
 */
final class DiscoveredProvider implements ClientRegistrationRepository {

    private final Current<ProviderSettings> settings;
    private final Site site;
    private volatile @Nullable ClientRegistration known;

    DiscoveredProvider(Current<ProviderSettings> settings, Site site) {
        this.settings = settings;
        this.site = site;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        if (!id.equals(ProviderSignIn.ID)) {
            return null;
        }
        ClientRegistration provider = known;
        if (provider == null) {
            provider = discover(settings.get());
            known = provider;
        }
        return ClientRegistration.withClientRegistration(provider)
                .clientSecret(settings.get().clientSecret())
                .build();
    }

    private ClientRegistration discover(ProviderSettings now) {
        String issuer = Objects.requireNonNull(now.issuer());
        Map<String, Object> metadata = ProviderCalls.metadata(issuer);
        if (!issuer.equals(metadata.get("issuer"))) {
            throw new IllegalStateException("the provider names another issuer than OIDC_ISSUER");
        }
        return ClientRegistrations.fromOidcConfiguration(metadata)
                .registrationId(ProviderSignIn.ID)
                .clientId(Objects.requireNonNull(now.clientId()))
                .scope(OidcScopes.OPENID, OidcScopes.EMAIL)
                // The public address, whatever a proxy in front says.
                .redirectUri(site.url(ProviderSignIn.RETURN_PATH))
                .build();
    }
}
