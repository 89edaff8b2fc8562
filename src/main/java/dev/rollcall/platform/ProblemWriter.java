package dev.rollcall.platform;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers with a problem where Spring MVC has not been reached: in a security filter. */
@Component
public class ProblemWriter {

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** Writes the whole response; {@code slug} and {@code error} as in {@link ProblemException}. */
    public void write(HttpServletResponse response, int status, String slug, String error) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(
                response.getOutputStream(), Problems.problem(HttpStatusCode.valueOf(status), slug, error, Map.of()));
    }
}
