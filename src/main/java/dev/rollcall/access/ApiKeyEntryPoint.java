package dev.rollcall.access;

import dev.rollcall.platform.problem.ProblemException;
import dev.rollcall.platform.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** Answers requests that are refused, in the words of the published API. */
@Component
class ApiKeyEntryPoint implements AuthenticationEntryPoint, AccessDeniedHandler {

    /** HTTP requires a scheme in each answer of 401. */
    private static final String SCHEME = "ApiKey header=\"" + ApiKeyFilter.HEADER + "\"";

    private final ProblemWriter problems;

    ApiKeyEntryPoint(ProblemWriter problems) {
        this.problems = problems;
    }

    /** The key is missing or unknown. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        boolean missing = !ApiKeyFilter.hasKey(request);
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, SCHEME);
        problems.write(
                response,
                HttpServletResponse.SC_UNAUTHORIZED,
                missing ? "missing-api-key" : "wrong-api-key",
                missing ? "missing api key" : "wrong api key");
    }

    /** The kind of the key does not allow this. The published API calls it a wrong key, too. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, SCHEME);
        problems.write(response, HttpServletResponse.SC_UNAUTHORIZED, "wrong-api-key", "wrong api key");
    }

    /** The path is closed, and looks like an unknown one. */
    void notFound(HttpServletResponse response) throws IOException {
        problems.write(response, HttpServletResponse.SC_NOT_FOUND, "not-found", "not found");
    }

    /** The body, which may hold the key, cannot be read or took too long. */
    void invalid(HttpServletResponse response, ProblemException reason) throws IOException {
        problems.write(response, reason);
    }

    void unavailable(HttpServletResponse response) throws IOException {
        problems.writeUnavailable(response);
    }
}
