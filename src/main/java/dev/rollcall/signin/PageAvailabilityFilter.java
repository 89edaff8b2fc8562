package dev.rollcall.signin;

import dev.rollcall.platform.database.SchemaGate;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.problem.RetryableFailures;
import dev.rollcall.platform.problem.UnavailableException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers with 503 while the schema is too old, the database is away, all connections are in use, or too many passwords
 * are being compared. Filters read the session and its reader, so such an error may come before any controller.
 */
class PageAvailabilityFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(PageAvailabilityFilter.class);

    private final SchemaGate gate;

    PageAvailabilityFilter(SchemaGate gate) {
        this.gate = gate;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!gate.isOpen()) {
            unavailable(request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (UnavailableException e) {
            log(e);
            Refusal.answer(request, response, HttpStatus.SERVICE_UNAVAILABLE, e);
        } catch (DataAccessException | TransactionException | ServletException e) {
            // A ServletException has such a cause if the database is away when the answer to a first failure is sent.
            if (response.isCommitted() || !RetryableFailures.contains(e)) {
                throw e;
            }
            log(e);
            unavailable(request, response);
        }
    }

    private static void log(Exception e) {
        log.atWarn()
                .addKeyValue("event", "request.unavailable")
                .addKeyValue("reason", FailureReason.of(e))
                .log("request cannot be served now");
    }

    /** Answers that the request may be sent again in a moment. */
    private static void unavailable(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, UnavailableException.RETRY_AFTER_SECONDS);
        Refusal.answer(request, response, HttpStatus.SERVICE_UNAVAILABLE);
    }
}
