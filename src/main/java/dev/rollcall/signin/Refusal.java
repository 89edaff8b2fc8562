package dev.rollcall.signin;

import dev.rollcall.platform.problem.ProblemWriter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.web.server.ResponseStatusException;

/** Answers a request that a filter refuses with the error page that controllers' errors have too. */
final class Refusal {

    /** The page is made here, after a forward inside the server. Nobody else sees anything at this path. */
    static final String PATH = "/sign-in/refused";

    private static final String REASON = Refusal.class.getName();

    private Refusal() {}

    static void answer(HttpServletRequest request, HttpServletResponse response, HttpStatus status)
            throws ServletException, IOException {
        answer(request, response, status, new ResponseStatusException(status));
    }

    /** Answers with the page of this error, which can say more than the status. */
    static void answer(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status, RuntimeException reason)
            throws ServletException, IOException {
        request.setAttribute(REASON, reason);
        // The page is not a form that somebody sends, and a refused form may have no token.
        CsrfFilter.skipRequest(request);
        ProblemWriter.takeBack(response);
        response.setStatus(status.value());
        request.getRequestDispatcher(PATH).forward(request, response);
    }

    static boolean isRefused(HttpServletRequest request) {
        return request.getAttribute(REASON) != null;
    }

    /** The error of the refusal; 404 for somebody who asks for the path. */
    static RuntimeException reason(HttpServletRequest request) {
        return request.getAttribute(REASON) instanceof RuntimeException reason
                ? reason
                : new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
