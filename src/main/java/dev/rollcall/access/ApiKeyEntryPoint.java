package dev.rollcall.access;

import dev.rollcall.platform.problem.ProblemException;
import dev.rollcall.platform.problem.ProblemWriter;
import dev.rollcall.project.KeyKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** Answers requests that are refused. {@code error} has the text of the published API, {@code detail} the reason. */
@Component
class ApiKeyEntryPoint implements AuthenticationEntryPoint, AccessDeniedHandler {

    /** HTTP requires each 401 to name a scheme. */
    private static final String SCHEME = "ApiKey header=\"" + ApiKeyFilter.HEADER + "\"";

    private final ProblemWriter problems;

    ApiKeyEntryPoint(ProblemWriter problems) {
        this.problems = problems;
    }

    /** The request has no key, or an unknown one. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        if (ApiKeyFilter.hasKey(request)) {
            wrongKey(response, "no project has this api key, or it was revoked");
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, SCHEME);
            problems.write(
                    response,
                    HttpServletResponse.SC_UNAUTHORIZED,
                    "missing-api-key",
                    "missing api key",
                    "missing api key; send it in the header " + ApiKeyFilter.HEADER);
        }
    }

    /** This kind of key does not allow the request. The published API answers as if the key were wrong. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
            throws IOException {
        wrongKey(response, lack(SecurityContextHolder.getContext().getAuthentication()));
    }

    /** The route does not exist or must not be revealed. */
    void notFound(HttpServletResponse response) throws IOException {
        problems.write(response, HttpServletResponse.SC_NOT_FOUND, "not-found", "not found");
    }

    /** The request for metrics has no token, or a wrong one. */
    void tokenRequired(HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        problems.write(response, HttpServletResponse.SC_UNAUTHORIZED, "unauthorized", "unauthorized");
    }

    /** No project with this id has this read-only key. The answer does not say whether the project exists. */
    void wrongMetricsKey(HttpServletResponse response) throws IOException {
        problems.write(
                response,
                HttpServletResponse.SC_FORBIDDEN,
                "wrong-metrics-key",
                "wrong api key",
                "the address needs the id of a project and a read-only key of the same project");
    }

    /** The body, which may have the key, is invalid or took too long. */
    void invalid(HttpServletResponse response, ProblemException reason) throws IOException {
        problems.write(response, reason);
    }

    /** The key has sent more requests than KEY_RATE_LIMIT allows. The headers say when it may send the next one. */
    void tooManyRequests(HttpServletResponse response) throws IOException {
        problems.write(
                response,
                HttpStatus.TOO_MANY_REQUESTS.value(),
                "too-many-requests",
                "too many requests",
                "too many requests with this api key; wait as many seconds as the header Retry-After says");
    }

    void unavailable(HttpServletResponse response) throws IOException {
        problems.writeUnavailable(response);
    }

    private void wrongKey(HttpServletResponse response, String detail) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, SCHEME);
        problems.write(response, HttpServletResponse.SC_UNAUTHORIZED, "wrong-api-key", "wrong api key", detail);
    }

    private static String lack(@Nullable Authentication caller) {
        return caller instanceof CallerAuthentication known
                        && known.getPrincipal().key() == KeyKind.PING
                ? "this is a ping key, which opens nothing in the API; use an api key"
                : "this key is read-only; use a read-write key";
    }
}
