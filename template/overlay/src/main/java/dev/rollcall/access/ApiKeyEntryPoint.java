package dev.rollcall.access;

import dev.rollcall.platform.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** Answers requests that are refused. */
@Component
class ApiKeyEntryPoint implements AuthenticationEntryPoint, AccessDeniedHandler {

    /** HTTP requires that each 401 names a scheme. */
    private static final String SCHEME = "ApiKey header=\"" + ApiKeyFilter.HEADER + "\"";

    private static final String CHALLENGE = "WWW-Authenticate";

    private final ProblemWriter problems;

    ApiKeyEntryPoint(ProblemWriter problems) {
        this.problems = problems;
    }

    /** The request has no key, or an unknown one. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        response.setHeader(CHALLENGE, SCHEME);
        if (ApiKeyFilter.hasKey(request)) {
            problems.write(response, HttpServletResponse.SC_UNAUTHORIZED, "wrong-api-key", "wrong api key", "no such key, or it was revoked");
        } else {
            problems.write(
                    response,
                    HttpServletResponse.SC_UNAUTHORIZED,
                    "missing-api-key",
                    "missing api key",
                    "missing api key; send it in the header " + ApiKeyFilter.HEADER);
        }
    }

    /** The role of the key does not allow the request. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
            throws IOException {
        problems.write(response, HttpServletResponse.SC_FORBIDDEN, "forbidden", "forbidden", "this key may only read");
    }

    /** The route does not exist or must not be revealed. */
    void notFound(HttpServletResponse response) throws IOException {
        problems.write(response, HttpServletResponse.SC_NOT_FOUND, "not-found", "not found");
    }

    /** The request for metrics has no token, or a wrong one. */
    void tokenRequired(HttpServletResponse response) throws IOException {
        response.setHeader(CHALLENGE, "Bearer");
        problems.write(response, HttpServletResponse.SC_UNAUTHORIZED, "unauthorized", "unauthorized");
    }

    /** The key cannot be looked up now. */
    void unavailable(HttpServletResponse response) throws IOException {
        problems.writeUnavailable(response);
    }
}
