package dev.rollcall.platform.web;

import dev.rollcall.platform.problem.ProblemExceptionHandler;
import java.io.IOException;
import java.io.PrintWriter;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers with a problem when a request does not reach Spring MVC: its address is malformed, the security firewall
 * refused it, or its method is TRACE. Replaces Tomcat's error page and a route {@code /error}.
 */
class UnroutedProblemsValve extends ErrorReportValve {

    private final OpenCors open;
    private final JsonMapper json;

    UnroutedProblemsValve(OpenCors open, JsonMapper json) {
        this.open = open;
        this.json = json;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        boolean isAnswered = status < 400 || response.getContentWritten() > 0;
        if (isAnswered || !response.setErrorReported()) {
            return;
        }
        if (open.isOpen(request.getRequestURI())) {
            // No filter has run if Tomcat cannot read the address.
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        try {
            PrintWriter body = response.getReporter();
            if (body != null) {
                body.write(json.writeValueAsString(ProblemExceptionHandler.refusal(HttpStatusCode.valueOf(status))));
                response.finishResponse();
            }
        } catch (IOException e) {
            container.getLogger().debug("the caller left before the answer", e);
        }
    }
}
