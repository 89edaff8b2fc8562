package dev.rollcall.signin;

import dev.rollcall.account.Accounts;
import dev.rollcall.platform.body.FormBodies;
import dev.rollcall.platform.database.SchemaGate;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.signin.limit.SignInAttempts;
import dev.rollcall.signin.provider.ProviderSignIn;
import dev.rollcall.signin.session.RarelyTouchedSessions;
import dev.rollcall.statuspage.StatusHosts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.session.DisableEncodeUrlFilter;
import org.springframework.session.web.http.HttpSessionIdResolver;
import org.springframework.stereotype.Component;

/** The filters of pages beside those of Spring Security. They are not beans, so no other path has them. */
@Component
@WebProcess
class PageFilters {

    private final SchemaGate gate;
    private final FormBodies forms;
    private final RarelyTouchedSessions<?> sessions;
    private final HttpSessionIdResolver cookie;
    private final SignInAttempts attempts;
    private final Accounts accounts;
    private final StatusHosts statusHosts;

    PageFilters(
            SchemaGate gate,
            FormBodies forms,
            RarelyTouchedSessions<?> sessions,
            HttpSessionIdResolver cookie,
            SignInAttempts attempts,
            Accounts accounts,
            StatusHosts statusHosts) {
        this.gate = gate;
        this.forms = forms;
        this.sessions = sessions;
        this.cookie = cookie;
        this.attempts = attempts;
        this.accounts = accounts;
        this.statusHosts = statusHosts;
    }

    void addTo(HttpSecurity http) {
        http.addFilterBefore(new PageSessionFilter<>(sessions, cookie), DisableEncodeUrlFilter.class)
                .addFilterBefore(new PageAvailabilityFilter(gate), PageSessionFilter.class)
                .addFilterBefore(new StatusHostFilter(statusHosts), PageSessionFilter.class)
                // The first filter that reads the form is the one that looks for its token.
                .addFilterBefore(new PageFormFilter(forms), CsrfFilter.class)
                .addFilterAfter(
                        new SignInLimitFilter(attempts, "password", PageSecurity.BY_PASSWORD, PageFilters::typed),
                        CsrfFilter.class)
                .addFilterAfter(
                        new SignInLimitFilter(attempts, "link", PageSecurity.SEND_LINK, PageFilters::typed),
                        CsrfFilter.class)
                .addFilterAfter(
                        new SignInLimitFilter(
                                attempts, "passkey", "/webauthn/authenticate/options", PageFilters::unknown),
                        CsrfFilter.class)
                // The form compares the old password, which somebody who has taken over a session might guess. The
                // limit comes after authorization: a stranger must not use up the attempts of an account.
                .addFilterAfter(
                        new SignInLimitFilter(attempts, "old-password", "/account/password", PageFilters::reader),
                        AuthorizationFilter.class)
                // A request by any method begins a session, which waits for the provider.
                .addFilterAfter(
                        new SignInLimitFilter(
                                attempts,
                                "provider",
                                PathPatternRequestMatcher.pathPattern(ProviderSignIn.PATH),
                                PageFilters::unknown),
                        CsrfFilter.class)
                .addFilterBefore(new PersonFilter(accounts), AnonymousAuthenticationFilter.class);
    }

    /**
     * A stranger's attempt counts for the address that the form contains, without the characters that Spring Security
     * removes too. {@code strip} would keep control characters, and each would make an address of its own.
     */
    private static String typed(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getParameter("username"), "").trim();
    }

    /** With a passkey or a provider, the account is known only at the end. */
    private static String unknown(HttpServletRequest request) {
        return "";
    }

    /** An attempt of a signed-in reader counts for their own account. */
    private static String reader(HttpServletRequest request) {
        return PersonFilter.person(request)
                .map(person -> person.account().id().toString())
                .orElse("");
    }
}
