package dev.rollcall.signin;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.web.ProxySettings;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsByNameServiceWrapper;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationProvider;
import org.springframework.security.web.authentication.preauth.RequestHeaderAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.util.matcher.RequestHeaderRequestMatcher;
import org.springframework.stereotype.Component;

/**
 * Takes the reader from a header of a trusted proxy: REMOTE_USER_HEADER. The proxy names the reader in each request, so
 * nothing of it is kept in a session, and a session of somebody else has no effect on that request.
 * {@code RemoteUserValve} has removed the header if another peer sent it.
 */
@Component
@WebProcess
class ProxySignIn {

    private final ProxySettings settings;
    private final AccountUsers users;
    private final RecentSignIn recent;

    ProxySignIn(ProxySettings settings, AccountUsers users, RecentSignIn recent) {
        this.settings = settings;
        this.users = users;
        this.recent = recent;
    }

    /** Does nothing if the deploy has no such header. */
    void addTo(HttpSecurity http) {
        if (settings.remoteUserHeader() == null) {
            return;
        }
        var provider = new PreAuthenticatedAuthenticationProvider();
        provider.setPreAuthenticatedUserDetailsService(new UserDetailsByNameServiceWrapper<>(users.byTrustedAddress()));
        provider.setGrantedAuthoritySupplier(recent::byProxy);
        var filter = new RequestHeaderAuthenticationFilter();
        filter.setPrincipalRequestHeader(settings.remoteUserHeader());
        filter.setExceptionIfHeaderMissing(false);
        filter.setRequiresAuthenticationRequestMatcher(new RequestHeaderRequestMatcher(settings.remoteUserHeader()));
        filter.setAuthenticationManager(new ProviderManager(provider));
        filter.setSecurityContextRepository(new RequestAttributeSecurityContextRepository());
        http.addFilter(filter);
    }
}
