package dev.rollcall.platform.web;

import dev.rollcall.platform.process.WebProcess;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets pages of any origin ping, show badges and public status pages, and use the API, as the published API does. This is safe: there are no
 * cookies, and a caller with the id or the key can call from anywhere. Runs before security, so that pages can also read
 * refusals.
 */
@Component
@WebProcess
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class OpenCorsFilter extends OncePerRequestFilter {

    private static final List<String> OPEN_PATHS = List.of("/ping/", "/api/", "/badge/", "/b/", "/status/");
    private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";
    private static final String REQUEST_HEADERS = "Content-Type, X-Api-Key, X-Request-Id";
    private static final String RESPONSE_HEADERS = "Ping-Body-Limit, Retry-After, X-Request-Id";
    private static final String CACHE_SECONDS = "600";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !isOpen(request.getRequestURI());
    }

    /** Whether pages of any origin may read the answer to this path. */
    static boolean isOpen(@Nullable String path) {
        return path != null && OPEN_PATHS.stream().anyMatch(path::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        boolean isOptions = request.getMethod().equals(HttpMethod.OPTIONS.name());
        if (isOptions) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, CACHE_SECONDS);
        }
        if (isOptions && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, RESPONSE_HEADERS);
        chain.doFilter(request, response);
        if (isOptions && response.getStatus() == HttpServletResponse.SC_OK) {
            // The route exists, and Spring has set Allow. The published API answers 204.
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
    }
}
