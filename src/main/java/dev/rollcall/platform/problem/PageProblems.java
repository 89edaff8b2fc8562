package dev.rollcall.platform.problem;

import dev.rollcall.platform.process.PageController;
import dev.rollcall.platform.process.WebProcess;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** Shows the errors of pages as a page. Their status is that of the same error in the API. */
@ControllerAdvice(annotations = PageController.class)
@WebProcess
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageProblems {

    private static final String VIEW = "page/error";

    /** The statuses that have a text. */
    private static final Set<Integer> KNOWN = Set.of(400, 401, 403, 404, 405, 408, 409, 413, 429, 503);

    /** Its text is used for all others. */
    private static final int UNKNOWN = 500;

    /** The text for 503 if the database is not the reason. */
    private static final String BUSY = "busy";

    private final ProblemExceptionHandler problems;

    PageProblems(ProblemExceptionHandler problems) {
        this.problems = problems;
    }

    /** The reader of an answer that had to wait may have left meanwhile. */
    @ExceptionHandler
    void ignore(AsyncRequestNotUsableException e, HttpServletResponse response) {
        response.setStatus(ProblemExceptionHandler.CLIENT_CLOSED_REQUEST);
    }

    @ExceptionHandler
    ModelAndView show(Exception e, HttpServletRequest request, HttpServletResponse response) {
        ResponseEntity<Object> answer = problems.of(e, new ServletWebRequest(request, response));
        // Not added: a filter may have refused the request before, with the same header.
        answer.getHeaders().forEach((name, values) -> response.setHeader(name, String.join(", ", values)));
        var page = new ModelAndView(VIEW, answer.getStatusCode());
        page.addObject("text", text(e, answer.getStatusCode().value()));
        page.addObject("parameter", parameter(e));
        return page;
    }

    private static Object text(Exception e, int status) {
        if (e instanceof UnavailableException unavailable && unavailable.isBusy()) {
            return BUSY;
        }
        return KNOWN.contains(status) ? status : UNKNOWN;
    }

    /** The parameter of the address, or the field of the form, that is at fault; null if it is none of them. */
    private static @Nullable String parameter(Exception e) {
        if (e instanceof MethodArgumentTypeMismatchException mismatch) {
            return mismatch.getName();
        }
        if (e instanceof MissingServletRequestParameterException missing) {
            return missing.getParameterName();
        }
        FieldError field = e instanceof BindException binding ? binding.getFieldError() : null;
        if (field != null) {
            return field.getField();
        }
        return e instanceof InvalidRequestException invalid
                ? invalid.fields().keySet().stream().sorted().findFirst().orElse(null)
                : null;
    }
}
