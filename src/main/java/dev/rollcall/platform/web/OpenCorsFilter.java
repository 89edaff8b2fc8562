package dev.rollcall.platform.web;

import dev.rollcall.platform.process.WebProcess;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets pages of any origin use the paths of {@link OpenCors}. This is safe: there are no cookies, and a caller with the
 * secret in the path or the key can call from anywhere. Runs before security, so that pages can also read refusals.
 */
@Component
@WebProcess
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class OpenCorsFilter extends OncePerRequestFilter {

    private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";
    private static final String REQUEST_HEADERS = "Content-Type, X-Api-Key, X-Request-Id";
    private static final String CACHE_SECONDS = "600";

    private final OpenCors open;
    private final String responseHeaders;

    OpenCorsFilter(OpenCors open) {
        this.open = open;
        this.responseHeaders = String.join(", ", open.headers());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !open.isOpen(request.getRequestURI());
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
        response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, responseHeaders);
        chain.doFilter(request, response);
        if (isOptions && response.getStatus() == HttpServletResponse.SC_OK) {
            // The route exists, and Spring has set Allow.
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
    }
}
