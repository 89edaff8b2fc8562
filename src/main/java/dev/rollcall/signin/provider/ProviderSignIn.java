package dev.rollcall.signin.provider;

import dev.rollcall.account.Accounts;
import dev.rollcall.platform.config.Current;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebProcess;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
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
        http.oauth2Login(login -> login.loginPage(page)
                .clientRegistrationRepository(new DiscoveredProvider(settings, site))
                .authorizedClientRepository(new NoAuthorizedClients())
                .authorizationEndpoint(start -> start.baseUri(BASE_PATH))
                .redirectionEndpoint(end -> end.baseUri(RETURN_PATH))
                .userInfoEndpoint(person -> person.oidcUserService(new ProviderAccounts(accounts)))
                .successHandler(signedIn)
                .failureHandler(failed)
                .withObjectPostProcessor(new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                    @Override
                    public <O extends OAuth2AuthorizationRequestRedirectFilter> O postProcess(O filter) {
                        // The provider is away.
                        filter.setAuthenticationFailureHandler(failed);
                        return filter;
                    }
                }));
    }
}
