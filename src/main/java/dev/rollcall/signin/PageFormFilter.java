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
        if (reason instanceof UnavailableException) {
            PageAvailabilityFilter.unavailable(request, response);
        } else {
            boolean isSlow = reason instanceof BodyTimeoutException;
            Refusal.answer(request, response, isSlow ? HttpStatus.REQUEST_TIMEOUT : HttpStatus.CONTENT_TOO_LARGE);
        }
    }
}
