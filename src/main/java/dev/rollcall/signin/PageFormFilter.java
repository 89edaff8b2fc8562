package dev.rollcall.signin;

import dev.rollcall.platform.body.FormBodies;
import dev.rollcall.platform.body.FormFilter;
import dev.rollcall.platform.problem.BodyTimeoutException;
import dev.rollcall.platform.problem.UnavailableException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;

/**
 * Receives forms of pages for people, and refuses those that are too large or too slow before other filters see them.
 */
class PageFormFilter extends FormFilter {

    PageFormFilter(FormBodies forms) {
        super(forms);
    }

    @Override
    protected void refuse(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, RuntimeException reason)
            throws ServletException, IOException {
        Refusal.answer(request, response, status(reason), reason);
    }

    private static HttpStatus status(RuntimeException reason) {
        if (reason instanceof UnavailableException) {
            return HttpStatus.SERVICE_UNAVAILABLE;
        }
        return reason instanceof BodyTimeoutException ? HttpStatus.REQUEST_TIMEOUT : HttpStatus.CONTENT_TOO_LARGE;
    }
}
