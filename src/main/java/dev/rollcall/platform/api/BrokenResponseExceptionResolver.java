package dev.rollcall.platform.api;

import dev.rollcall.platform.log.Causes;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.problem.ProblemExceptionHandler;
import dev.rollcall.platform.problem.ProblemWriter;
import dev.rollcall.platform.problem.RetryableFailures;
import dev.rollcall.platform.process.WebProcess;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Ends the connection when an answer fails after its first bytes were sent. Its status can no longer be changed, and a
 * normal end would make the answer look complete to the client. If nothing was sent, a problem replaces the answer and
 * its length.
 */
@Component
@WebProcess
@Order(Ordered.HIGHEST_PRECEDENCE)
class BrokenResponseExceptionResolver implements HandlerExceptionResolver {

    private static final Logger log = LoggerFactory.getLogger(BrokenResponseExceptionResolver.class);

    /** Null while nothing has been sent, so {@link ProblemExceptionHandler} answers. */
    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (!response.isCommitted()) {
            ProblemWriter.takeBack(response);
            return null;
        }
        // Tomcat wraps all errors of the client's connection, including the timeout of a client that reads nothing.
        if (Causes.include(failure, ClientAbortException.class)) {
            return new ModelAndView((model, sameRequest, sameResponse) -> {
                throw new ClientAbortException(failure);
            });
        }
        // Checked second: the exception of a client that has left is a BadRequestException too.
        if (Causes.include(failure, BadRequestException.class)) {
            // The body has malformed chunks. Tomcat has set the status to 400, and ends the connection.
            return new ModelAndView();
        }
        report(failure);
        return new ModelAndView((model, sameRequest, sameResponse) -> {
            // Tomcat ends the connection, and leaves the logging to us.
            throw new CloseNowException("the answer failed midway", failure);
        });
    }

    private static void report(Exception failure) {
        if (RetryableFailures.contains(failure)) {
            log.atWarn()
                    .addKeyValue("event", "answer.broken")
                    .addKeyValue("reason", FailureReason.of(failure))
                    .log("answer ended midway: the database went away");
        } else {
            log.atError()
                    .addKeyValue("event", "answer.broken")
                    .setCause(failure)
                    .log("answer ended midway: unexpected failure");
        }
    }
}
