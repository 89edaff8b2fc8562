package dev.rollcall.platform.problem;

import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.process.WebProcess;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Turns every error of the API into problem+json (RFC 9457), with the member {@code error} for clients that do not know
 * the standard, and {@code errors} by field when fields are invalid.
 */
@RestControllerAdvice
@WebProcess
@Order(ProblemExceptionHandler.ORDER)
public class ProblemExceptionHandler extends ResponseEntityExceptionHandler {

    /** After the errors of pages. */
    static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 1;

    private static final Logger log = LoggerFactory.getLogger(ProblemExceptionHandler.class);

    /** The status that web servers log when the client closed its connection. It is not in a standard. */
    public static final int CLIENT_CLOSED_REQUEST = 499;

    @ExceptionHandler
    ResponseEntity<Object> ours(ProblemException e) {
        return ResponseEntity.status(e.status()).body(problem(e));
    }

    /** Tomcat cannot parse a query or a form. Thrown when a controller asks for a parameter. */
    @ExceptionHandler
    ResponseEntity<Object> unreadable(InvalidParameterException e) {
        HttpStatusCode status = HttpStatusCode.valueOf(e.getErrorCode());
        return ResponseEntity.status(status).body(refusal(status));
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception e) {
        if (e instanceof IOException || DisconnectedClientHelper.isClientDisconnectedException(e)) {
            // The body was cut short, or the client left before the answer. The request log shows it.
            return ResponseEntity.status(CLIENT_CLOSED_REQUEST).build();
        }
        if (RetryableFailures.contains(e)) {
            return unavailable(e);
        }
        log.atError().addKeyValue("event", "request.failed").setCause(e).log("request failed unexpectedly");
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", "internal error", Map.of());
    }

    /** The answer for any error of a page, which has no JSON. */
    ResponseEntity<Object> of(Exception e, WebRequest request) {
        if (e instanceof ProblemException ours) {
            return ours(ours);
        }
        if (e instanceof InvalidParameterException unreadable) {
            return unreadable(unreadable);
        }
        try {
            return Objects.requireNonNull(handleException(e, request));
        } catch (Exception notOfSpring) {
            return unexpected(e);
        }
    }

    /** Spring's own errors: unknown path, method not allowed, and others. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return ResponseEntity.status(status).headers(headers).body(refusal(status));
    }

    private static ResponseEntity<Object> unavailable(Exception e) {
        log.atWarn()
                .addKeyValue("event", "request.unavailable")
                .addKeyValue("reason", FailureReason.of(e))
                .log("request cannot be served now");
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, UnavailableException.RETRY_AFTER_SECONDS)
                .body(unavailable());
    }

    private static ResponseEntity<Object> answer(
            HttpStatusCode status, String slug, String error, Map<String, String> fields) {
        return ResponseEntity.status(status).body(problem(status, slug, error, fields));
    }

    static ProblemDetail unavailable() {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "service unavailable, try again later", Map.of());
    }

    /** The problem for an error that a framework reports only as a status. Each has its section in docs/problems.md. */
    public static ProblemDetail refusal(HttpStatusCode status) {
        return switch (status.value()) {
            case 401 -> problem(status, "unauthorized", "unauthorized", Map.of());
            case 404 -> problem(status, "not-found", "not found", Map.of());
            case 405 -> problem(status, "method-not-allowed", "method not allowed", Map.of());
            case 503 -> unavailable();
            default ->
                status.is4xxClientError()
                        ? problem(status, "bad-request", "bad request", Map.of())
                        : problem(status, "internal-error", "internal error", Map.of());
        };
    }

    /** The body alone, for code outside Spring MVC. */
    static ProblemDetail problem(ProblemException e) {
        var problem = problem(HttpStatusCode.valueOf(e.status()), e.slug(), String.valueOf(e.getMessage()), e.fields());
        problem.setDetail(e.detail());
        return problem;
    }

    /** The body alone, for code outside Spring MVC. */
    static ProblemDetail problem(HttpStatusCode status, String slug, String error, Map<String, String> fields) {
        var problem = ProblemDetail.forStatusAndDetail(status, error);
        problem.setType(URI.create("/problems/" + slug));
        problem.setProperty("error", error);
        if (!fields.isEmpty()) {
            problem.setProperty("errors", fields);
        }
        return problem;
    }
}
