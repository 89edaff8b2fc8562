package dev.rollcall.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.web.http.HttpSessionIdResolver;
import org.springframework.session.web.http.SessionRepositoryFilter;

/**
 * Spring Session's filter. The page of a {@link Refusal} has no session: Spring MVC looks into it for each page, and
 * the database may be the reason for the refusal.
 */
class PageSessionFilter<S extends Session> extends SessionRepositoryFilter<S> {

    PageSessionFilter(SessionRepository<S> sessions, HttpSessionIdResolver cookie) {
        super(sessions);
        setHttpSessionIdResolver(cookie);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (Refusal.isRefused(request)) {
            chain.doFilter(request, response);
        } else {
            super.doFilterInternal(request, response, chain);
        }
    }
}
