package dev.rollcall.platform.web;

import dev.rollcall.platform.process.WebProcess;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Adds {@code Connection: close} to answers once the process stops. Otherwise a router might send its next request over
 * a kept connection just as it is closed, and could not know whether it was served.
 */
@Component
@WebProcess
@Order(Ordered.HIGHEST_PRECEDENCE)
class ConnectionCloseFilter extends OncePerRequestFilter {

    /** As Tomcat names the protocol of a request. */
    static final String HTTP_2 = "HTTP/2.0";

    private volatile boolean stopping;

    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping = true;
    }

    /** The stop may have begun while the answer had to wait. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getProtocol().equals(HTTP_2)) {
            // HTTP/2 has no such header. Tomcat sends a frame of its own.
            chain.doFilter(request, response);
            return;
        }
        var answer = new Answer(response);
        chain.doFilter(request, answer);
        answer.closeIfStopping();
    }

    /** Decides when the answer begins, because the request may have begun before the stop. */
    private final class Answer extends HttpServletResponseWrapper {

        Answer(HttpServletResponse response) {
            super(response);
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            closeIfStopping();
            return super.getOutputStream();
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            closeIfStopping();
            return super.getWriter();
        }

        @Override
        public void sendError(int status) throws IOException {
            closeIfStopping();
            super.sendError(status);
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            closeIfStopping();
            super.sendError(status, message);
        }

        @Override
        public void flushBuffer() throws IOException {
            closeIfStopping();
            super.flushBuffer();
        }

        void closeIfStopping() {
            if (stopping && !isCommitted()) {
                setHeader(HttpHeaders.CONNECTION, "close");
            }
        }
    }
}
