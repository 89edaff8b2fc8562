package dev.rollcall.platform.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers with a problem outside Spring MVC: in a security filter. */
@Component
public class ProblemWriter {

    /** Headers about the content that an answer has. */
    private static final List<String> ABOUT_CONTENT = List.of(
            HttpHeaders.CONTENT_LENGTH,
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.CONTENT_DISPOSITION,
            HttpHeaders.CONTENT_ENCODING,
            HttpHeaders.CONTENT_LANGUAGE);

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /**
     * Takes back an answer of known length that was not sent. A session is stored when the answer is about to be sent,
     * after its headers were set and its stream was opened. If storing fails, another answer takes its place, which may
     * have another length and need a writer. Headers stay, except those about the content.
     */
    public static void takeBack(HttpServletResponse response) {
        if (response.containsHeader(HttpHeaders.CONTENT_LENGTH)) {
            Map<String, List<String>> kept = new LinkedHashMap<>();
            response.getHeaderNames().stream()
                    .filter(name -> ABOUT_CONTENT.stream().noneMatch(name::equalsIgnoreCase))
                    .forEach(name -> kept.put(name, List.copyOf(response.getHeaders(name))));
            response.reset();
            kept.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        }
    }

    /** Writes the whole response; {@code slug} and {@code error} as in {@link ProblemException}. */
    public void write(HttpServletResponse response, int status, String slug, String error) throws IOException {
        write(response, status, slug, error, error);
    }

    /** The same with a {@code detail} that says what to do. */
    public void write(HttpServletResponse response, int status, String slug, String error, String detail)
            throws IOException {
        ProblemDetail problem = ProblemExceptionHandler.problem(HttpStatusCode.valueOf(status), slug, error, Map.of());
        problem.setDetail(detail);
        write(response, problem);
    }

    /** Writes the whole response. */
    public void write(HttpServletResponse response, ProblemException e) throws IOException {
        write(response, ProblemExceptionHandler.problem(e));
    }

    /** Writes the whole response with status 503. The client may try again. */
    public void writeUnavailable(HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, UnavailableException.RETRY_AFTER_SECONDS);
        write(response, ProblemExceptionHandler.unavailable());
    }

    private void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
        takeBack(response);
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }
}
