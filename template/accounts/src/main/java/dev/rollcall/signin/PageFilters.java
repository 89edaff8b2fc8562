package dev.rollcall.signin;

import dev.rollcall.account.Accounts;
import dev.rollcall.platform.database.SchemaGate;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.signin.limit.SignInAttempts;
import dev.rollcall.signin.session.RarelyTouchedSessions;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
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
                .addFilterAfter(new SignInLimitFilter(attempts, "password", PageSecurity.BY_PASSWORD), CsrfFilter.class)
                // It compares the old password, which whoever has taken over a session might guess.
                .addFilterAfter(new SignInLimitFilter(attempts, "old-password", "/account/password"), CsrfFilter.class)
                .addFilterBefore(new PersonFilter(accounts), AnonymousAuthenticationFilter.class);
    }
}
