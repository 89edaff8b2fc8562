package dev.rollcall.platform.web;

import dev.rollcall.platform.log.LogSettings;
import dev.rollcall.platform.log.RequestId;
import dev.rollcall.platform.problem.ProblemExceptionHandler;
import dev.rollcall.platform.process.MachineRequests;
import dev.rollcall.platform.process.WebProcess;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Gives each request an id and logs one event when it has been served. Never logs the path and the query, because they
 * may contain a secret.
 */
@Component
@WebProcess
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestLogFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(RequestLogFilter.class);
    private static final Set<String> METHODS =
            Stream.of(HttpMethod.values()).map(HttpMethod::name).collect(Collectors.toUnmodifiableSet());

    /** The request attribute with the {@link System#nanoTime} at which the request came. */
    private static final String START = RequestLogFilter.class.getName() + ".START";

    private final boolean logsRequests;

    RequestLogFilter(LogSettings settings) {
        this.logsRequests = settings.requests();
    }

    /** Whether the request has reached this filter, which logs it. */
    static boolean hasSeen(HttpServletRequest request) {
        return request.getAttribute(START) != null;
    }

    /** The method of the request; {@code other} if it is missing or not a standard one. */
    static String method(HttpServletRequest request) {
        String method = request.getMethod();
        return method != null && METHODS.contains(method) ? method : "other";
    }

    /** An answer that had to wait is written in another dispatch, which needs the id as well. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String before = RequestId.current();
        if (request.getAttribute(START) == null) {
            request.setAttribute(START, System.nanoTime());
            response.setHeader(RequestId.HEADER, RequestId.of(request.getHeader(RequestId.HEADER)));
        }
        RequestId.set(response.getHeader(RequestId.HEADER));
        int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } catch (ClientAbortException e) {
            status = ProblemExceptionHandler.CLIENT_CLOSED_REQUEST;
            throw e;
        } finally {
            if (!isAsyncStarted(request)) {
                logServed(request, status);
            }
            RequestId.set(before);
        }
    }

    private void logServed(HttpServletRequest request, int status) {
        Level level = MachineRequests.include(request.getRequestURI()) ? Level.DEBUG : Level.INFO;
        if (logsRequests && log.isEnabledForLevel(level)) {
            log.atLevel(level)
                    .addKeyValue("event", "request.served")
                    .addKeyValue("method", method(request))
                    .addKeyValue("route", route(request))
                    .addKeyValue("status", status)
                    .addKeyValue("duration_ms", millisSinceStart(request))
                    .addKeyValue("client", request.getRemoteAddr())
                    .log("request served");
        }
    }

    private static long millisSinceStart(HttpServletRequest request) {
        return request.getAttribute(START) instanceof Long start
                ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)
                : 0;
    }

    /** The pattern that the path matched. It is not known for a request that security refused. */
    private static String route(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (pattern != null) {
            return pattern.toString();
        }
        return request.getRequestURI().startsWith("/api/") ? "/api/**" : "unmatched";
    }
}
