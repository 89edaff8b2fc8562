package dev.rollcall.signin;

import dev.rollcall.statuspage.StatusHosts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * On the host of a status page, shows that page at the root, and no page for people who sign in. Paths that need no
 * session are the same on every host.
 */
class StatusHostFilter extends OncePerRequestFilter {

    private final StatusHosts hosts;

    StatusHostFilter(StatusHosts hosts) {
        this.hosts = hosts;
    }

    /** A refusal is forwarded through the filters. It must not need the database, which may be why there is one. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Refusal.isRefused(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> slug = hosts.slug(request.getServerName());
        if (slug.isEmpty()) {
            chain.doFilter(request, response);
        } else if (request.getRequestURI().equals("/")) {
            request.getRequestDispatcher("/status/" + slug.get()).forward(request, response);
        } else {
            Refusal.answer(request, response, HttpStatus.NOT_FOUND);
        }
    }
}
