package dev.rollcall.project;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Recognises the caller by the header {@code X-Api-Key}. */
class ApiKeyFilter extends OncePerRequestFilter {

    static final String HEADER = "X-Api-Key";

    private final ApiKeyStore keys;
    private final ApiRefusals refusals;

    ApiKeyFilter(ApiKeyStore keys, ApiRefusals refusals) {
        this.keys = keys;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String key = request.getHeader(HEADER);
        if (key != null && !key.isEmpty()) {
            Optional<Caller> caller;
            try {
                caller = keys.find(key);
            } catch (DataAccessException e) {
                refusals.unavailable(response);
                return;
            }
            caller.map(CallerAuthentication::new)
                    .ifPresent(known -> SecurityContextHolder.getContext().setAuthentication(known));
        }
        chain.doFilter(request, response);
    }
}
