package dev.rollcall.project;

import dev.rollcall.platform.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** The answers to a request that may not go on; the texts are those of the published API. */
@Component
class ApiRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ProblemWriter problems;

    ApiRefusals(ProblemWriter problems) {
        this.problems = problems;
    }

    /** No key, or one that we do not know. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        boolean missing = request.getHeader(ApiKeyFilter.HEADER) == null;
        problems.write(
                response,
                HttpServletResponse.SC_UNAUTHORIZED,
                missing ? "missing-api-key" : "wrong-api-key",
                missing ? "missing api key" : "wrong api key");
    }

    /** A key of a kind that does not allow this: to the published API, a wrong key as well. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
            throws IOException {
        problems.write(response, HttpServletResponse.SC_UNAUTHORIZED, "wrong-api-key", "wrong api key");
    }

    void unavailable(HttpServletResponse response) throws IOException {
        problems.writeUnavailable(response);
    }
}
