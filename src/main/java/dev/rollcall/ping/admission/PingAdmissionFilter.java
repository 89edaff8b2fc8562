package dev.rollcall.ping.admission;

import dev.rollcall.platform.limit.ClientNetwork;
import dev.rollcall.platform.limit.RateLimit;
import dev.rollcall.platform.problem.UnavailableException;
import dev.rollcall.platform.process.WebProcess;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Refuses pings that cannot be accepted before any other work is done for them, so a refusal takes little time from the
 * others. Runs after the filter that lets pages of other origins read the answer.
 */
@Component
@WebProcess
@Order(Ordered.HIGHEST_PRECEDENCE + 150)
class PingAdmissionFilter implements Filter {

    private static final String PINGS = "/ping/";

    private final WaitingPings waiting;
    private final PingRateLimits limits;

    PingAdmissionFilter(WaitingPings waiting, PingRateLimits limits) {
        this.waiting = waiting;
        this.limits = limits;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest ping)
                || !ping.getRequestURI().startsWith(PINGS)) {
            chain.doFilter(request, response);
            return;
        }
        var answer = (HttpServletResponse) response;
        Optional<RateLimit.Decision> refusal = limits.refusalOfAddress(ClientNetwork.of(ping.getRemoteAddr()));
        if (refusal.isPresent()) {
            refusal.get().writeTo(answer);
            write(answer, HttpStatus.TOO_MANY_REQUESTS, PingRefusal.TOO_MANY);
        } else if (!waiting.hasRoom(ping.getRemoteAddr())) {
            answer.setHeader(HttpHeaders.RETRY_AFTER, UnavailableException.RETRY_AFTER_SECONDS);
            write(answer, HttpStatus.SERVICE_UNAVAILABLE, PingRefusal.UNAVAILABLE);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void write(HttpServletResponse response, HttpStatus status, String text) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.TEXT_PLAIN_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
