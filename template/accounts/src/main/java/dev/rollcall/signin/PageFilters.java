package dev.rollcall.signin;

import dev.rollcall.account.Accounts;
import dev.rollcall.platform.database.SchemaGate;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.signin.limit.SignInAttempts;
import dev.rollcall.signin.session.RarelyTouchedSessions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.session.DisableEncodeUrlFilter;
import org.springframework.session.web.http.HttpSessionIdResolver;
import org.springframework.stereotype.Component;

/** The filters of pages beside those of Spring Security. They are not beans, so no other path has them. */
@Component
@WebProcess
class PageFilters {

    private final SchemaGate gate;
    private final RarelyTouchedSessions<?> sessions;
    private final HttpSessionIdResolver cookie;
    private final SignInAttempts attempts;
    private final Accounts accounts;

    PageFilters(
            SchemaGate gate,
            RarelyTouchedSessions<?> sessions,
            HttpSessionIdResolver cookie,
            SignInAttempts attempts,
            Accounts accounts) {
        this.gate = gate;
        this.sessions = sessions;
        this.cookie = cookie;
        this.attempts = attempts;
        this.accounts = accounts;
    }

    void addTo(HttpSecurity http) {
        http.addFilterBefore(new PageSessionFilter<>(sessions, cookie), DisableEncodeUrlFilter.class)
                .addFilterBefore(new PageAvailabilityFilter(gate), PageSessionFilter.class)
                .addFilterAfter(
                        new SignInLimitFilter(attempts, "password", PageSecurity.BY_PASSWORD, PageFilters::typed),
                        CsrfFilter.class)
                // The form compares the old password, which somebody who has taken over a session might guess. The
                // limit comes after authorization: a stranger must not use up the attempts of an account.
                .addFilterAfter(
                        new SignInLimitFilter(attempts, "old-password", "/account/password", PageFilters::reader),
                        AuthorizationFilter.class)
                .addFilterBefore(new PersonFilter(accounts), AnonymousAuthenticationFilter.class);
    }

    /** A stranger's attempt counts for the address that the form contains. */
    private static String typed(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getParameter("username"), "");
    }

    /** An attempt of a signed-in reader counts for their own account. */
    private static String reader(HttpServletRequest request) {
        return PersonFilter.person(request)
                .map(person -> person.id().toString())
                .orElse("");
    }
}
