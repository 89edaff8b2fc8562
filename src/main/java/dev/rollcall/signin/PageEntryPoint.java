package dev.rollcall.signin;

import dev.rollcall.platform.process.WebProcess;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.FactorAuthorizationDecision;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.stereotype.Component;

/**
 * Answers requests for pages that are refused. A reader who is not signed in is asked to sign in.
 * A project of others does not exist for the reader, whatever its address.
 */
@Component
@WebProcess
class PageEntryPoint implements AuthenticationEntryPoint, AccessDeniedHandler {

    /** A part of a page asks for an update. It cannot follow a redirect to another page. */
    static final String HTMX_HEADER = "HX-Request";

    private static final String HTMX_REDIRECT = "HX-Redirect";

    private final RequestCache pageCookie;

    PageEntryPoint(RequestCache pageCookie) {
        this.pageCookie = pageCookie;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        if (request.getHeader(HTMX_HEADER) == null) {
            response.sendRedirect(PageSecurity.SIGN_IN);
        } else {
            response.setHeader(HTMX_REDIRECT, PageSecurity.SIGN_IN);
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
            throws ServletException, IOException {
        if (reason instanceof AuthorizationDeniedException denied
                && denied.getAuthorizationResult() instanceof FactorAuthorizationDecision) {
            askAgain(request, response);
            return;
        }
        boolean mayKnow = reason instanceof CsrfException
                || (reason instanceof AuthorizationDeniedException denied
                        && denied.getAuthorizationResult() instanceof PageAuthorization.Result result
                        && result.isMember());
        Refusal.answer(request, response, mayKnow ? HttpStatus.FORBIDDEN : HttpStatus.NOT_FOUND);
    }

    /** A form cannot be sent again after the sign-in, so whoever sent one comes back to its page. */
    private void askAgain(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getMethod().equals(HttpMethod.GET.name())) {
            pageCookie.saveRequest(request, response);
            response.sendRedirect(PageSecurity.SIGN_IN_AGAIN);
        } else {
            response.sendRedirect(AccountController.CONFIRM);
        }
    }
}
