package dev.rollcall.signin;

import dev.rollcall.account.SignInLinks;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.page.PagePolicy;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.signin.password.BulkheadPasswordEncoder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestMatcherDelegatingAuthorizationManager;
import org.springframework.security.web.authentication.logout.HeaderWriterLogoutHandler;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter.Directive;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** The pages: who may open them ({@link PageAccess}), and how people sign in. The API and pings have other chains. */
@Configuration(proxyBeanMethods = false)
@WebProcess
class PageSecurity {

    static final String SIGN_IN = "/sign-in";
    /** The same page, for somebody who is signed in already, but not recently. */
    static final String SIGN_IN_AGAIN = SIGN_IN + "?again";

    static final String SIGN_OUT = "/sign-out";

    /** Forms of the page {@link #SIGN_IN}. */
    static final String BY_PASSWORD = "/sign-in/password";

    static final String SEND_LINK = "/sign-in/send-link";

    /** The page of a link, and where its button posts. */
    static final String BY_LINK = SignInLinks.PATH;

    /** Leaves the cookies: a browser would also delete those of other applications of the same domain. */
    private static final LogoutHandler CLEAR_BROWSER =
            new HeaderWriterLogoutHandler(new ClearSiteDataHeaderWriter(Directive.CACHE, Directive.STORAGE));

    @Bean
    PasswordEncoder passwordEncoder() {
        return new BulkheadPasswordEncoder(PasswordEncoderFactories.createDelegatingPasswordEncoder());
    }

    @Bean
    RequestCache pageCookie(Site site) {
        return new PageCookie(isSecure(site));
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 15)
    SecurityFilterChain pages(
            HttpSecurity http,
            PageFilters filters,
            SignIn signIn,
            ProxySignIn proxy,
            PageEntryPoint entryPoint,
            RecentSignIn recent,
            RequestCache pageCookie,
            CookieCsrfTokenRepository csrfCookie) {
        filters.addTo(http.securityMatcher(PageAccess.PATHS).authenticationProvider(signIn.passwordProvider()));
        signIn.addPasskeysAndProvider(http);
        proxy.addTo(http);
        return http.addFilterAfter(earlyAuthorization(recent), ExceptionTranslationFilter.class)
                .authorizeHttpRequests(requests -> authorize(requests, recent))
                // Nothing can be posted to the root, so a CSRF check would only turn the answer 405 into 403.
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie).ignoringRequestMatchers("/"))
                .requestCache(cache -> cache.requestCache(pageCookie))
                // Not only a new id: a session is as old as its sign-in.
                .sessionManagement(sessions -> sessions.sessionFixation(fixation -> fixation.newSession()))
                .formLogin(signIn::byPassword)
                .oneTimeTokenLogin(signIn::byLink)
                .logout(logout -> logout.logoutUrl(SIGN_OUT)
                        .addLogoutHandler(CLEAR_BROWSER)
                        .logoutSuccessUrl(SIGN_IN + "?signed-out"))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(entryPoint).accessDeniedHandler(entryPoint))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(PagePolicy.DIRECTIVES))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .build();
    }

    /** Protects forms without a session, so that strangers have none. */
    @Bean
    CookieCsrfTokenRepository csrfCookie(Site site) {
        var cookies = new CookieCsrfTokenRepository();
        cookies.setCookieName(isSecure(site) ? "__Host-rollcall-csrf" : "rollcall-csrf");
        cookies.setCookiePath("/");
        cookies.setCookieCustomizer(cookie -> cookie.secure(isSecure(site)).sameSite("Lax"));
        return cookies;
    }

    private static void authorize(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
            RecentSignIn recent) {
        for (PageAccess line : PageAccess.ALL) {
            var decision = new PageAuthorization(line, recent);
            if (line.isReading()) {
                requests.requestMatchers(HttpMethod.GET, line.path()).access(decision);
                requests.requestMatchers(HttpMethod.HEAD, line.path()).access(decision);
            } else {
                requests.requestMatchers(line.path()).access(decision);
            }
        }
        requests.anyRequest().denyAll();
    }

    /** For the path that Spring Security answers before its authorization filter decides. */
    private static AuthorizationFilter earlyAuthorization(RecentSignIn recent) {
        var rules = RequestMatcherDelegatingAuthorizationManager.builder();
        PageAccess.ALL.stream()
                .filter(line -> line.path().equals(PageAccess.NEW_PASSKEY))
                .forEach(line -> rules.add(
                        PathPatternRequestMatcher.pathPattern(line.path()), new PageAuthorization(line, recent)));
        return new AuthorizationFilter(rules.anyRequest().permitAll().build());
    }

    private static boolean isSecure(Site site) {
        return site.root().startsWith("https:");
    }
}
