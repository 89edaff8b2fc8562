package dev.rollcall.platform.web;

import dev.rollcall.platform.process.WebProcess;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends a caller who left out the slash at the end of a list's address to the address that has it, as the published API
 * does. A request that brings a body is sent there with it.
 */
@Component
@WebProcess
@Order(Ordered.HIGHEST_PRECEDENCE + 200)
class TrailingSlashFilter extends OncePerRequestFilter {

    private static final Pattern LIST =
            Pattern.compile("/api/v[123]/(checks|channels|badges|status|checks/[^/]+/(flips|pings))");

    /** Old clients follow 301 alone; 308 says that the method stays. */
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !LIST.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String query = request.getQueryString();
        response.setHeader(HttpHeaders.LOCATION, request.getRequestURI() + "/" + (query == null ? "" : "?" + query));
        response.setStatus((WITHOUT_BODY.contains(request.getMethod())
                        ? HttpStatus.MOVED_PERMANENTLY
                        : HttpStatus.PERMANENT_REDIRECT)
                .value());
    }
}
