package dev.rollcall.signin.provider;

import dev.rollcall.account.Accounts;
import dev.rollcall.platform.config.Current;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebProcess;
import java.util.Map;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/** Signing in with the identity provider, if the deploy has one. */
@Component
@WebProcess
public class ProviderSignIn {

    static final String ID = "oidc";

    private static final String BASE_PATH = "/sign-in/with";

    /** The page that sends a person to the provider. */
    public static final String PATH = BASE_PATH + "/" + ID;

    /** Where the provider sends people back to. It must know this address. */
    static final String RETURN_PATH = "/sign-in/from/" + ID;

    /** {@code max_age} also makes the provider say when it asked (OpenID Connect Core 1.0, 3.1.2.1). */
    private static final Map<String, Object> ASK = Map.of("prompt", "login", "max_age", "0");

    private final Current<ProviderSettings> settings;
    private final Accounts accounts;
    private final Site site;

    ProviderSignIn(Current<ProviderSettings> settings, Accounts accounts, Site site) {
        this.settings = settings;
        this.accounts = accounts;
        this.site = site;
    }

    public boolean isAttached() {
        return settings.get().issuer() != null;
    }

    /** Adds Spring Security's filters for OpenID Connect to a chain. Does nothing without a provider. */
    public void addTo(
            HttpSecurity http,
            AuthenticationSuccessHandler signedIn,
            AuthenticationFailureHandler failed,
            String page) {
        if (!isAttached()) {
            return;
        }
        var discovered = new DiscoveredProvider(settings, site);
        http.oauth2Login(login -> login.loginPage(page)
                .clientRegistrationRepository(discovered)
                .authorizedClientRepository(new NoAuthorizedClients())
                .authorizationEndpoint(start -> start.authorizationRequestResolver(requests(discovered)))
                .tokenEndpoint(code -> code.accessTokenResponseClient(ProviderCalls.tokens()))
                .redirectionEndpoint(end -> end.baseUri(RETURN_PATH))
                .userInfoEndpoint(person -> person.oidcUserService(new ProviderAccounts(accounts)))
                .successHandler(signedIn)
                .failureHandler(failed)
                .withObjectPostProcessor(new ObjectPostProcessor<OidcAuthorizationCodeAuthenticationProvider>() {
                    @Override
                    public <O extends OidcAuthorizationCodeAuthenticationProvider> O postProcess(O provider) {
                        provider.setJwtDecoderFactory(ProviderCalls::idTokens);
                        return provider;
                    }
                })
                .withObjectPostProcessor(new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                    @Override
                    public <O extends OAuth2AuthorizationRequestRedirectFilter> O postProcess(O filter) {
                        // Called if the provider is away when it is asked for its addresses.
                        filter.setAuthenticationFailureHandler(failed);
                        return filter;
                    }
                }));
    }

    /** Somebody who is signed in already has to show who they are: the provider is told to ask, and not to remember. */
    private static OAuth2AuthorizationRequestResolver requests(DiscoveredProvider discovered) {
        var requests = new DefaultOAuth2AuthorizationRequestResolver(discovered, BASE_PATH);
        requests.setAuthorizationRequestCustomizer(request -> {
            if (SecurityContextHolder.getContext().getAuthentication() != null) {
                request.additionalParameters(parameters -> parameters.putAll(ASK));
            }
        });
        return requests;
    }
}
