package dev.rollcall.platform.body;

import dev.rollcall.platform.problem.BodyTimeoutException;
import dev.rollcall.platform.problem.UnavailableException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.ResponseStatusException;

/**
 * Receives the body of a page's request before any other code reads it, within the limits of {@link FormBodies}. It
 * comes before everything that decides whether the request is allowed, so a right that ends while the body arrives does
 * not count.
 */
public class FormFilter extends OncePerRequestFilter {

    private static final String REFUSAL = FormFilter.class.getName() + ".REFUSAL";

    private static final Set<String> WITHOUT_BODY = Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name());

    private static final byte[] NOTHING = {};

    private final FormBodies forms;

    public FormFilter(FormBodies forms) {
        this.forms = forms;
    }

    /** Called before a page is made: throws the error if the body of this request was refused. */
    public static void requireReceived(HttpServletRequest request) {
        if (request.getAttribute(REFUSAL) instanceof RuntimeException refusal) {
            throw refusal;
        }
    }

    /** Tomcat does not look for parameters in the body of such a request, and no page reads one. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return WITHOUT_BODY.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest received;
        try {
            received = forms.receive(request);
        } catch (ResponseStatusException | BodyTimeoutException | UnavailableException e) {
            refuse(new ReceivedForm(request, NOTHING), response, chain, e);
            return;
        }
        chain.doFilter(received, response);
    }

    /**
     * Answers a request whose body was refused; it has an empty body now. Here the chain goes on, and {@link
     * #requireReceived} makes the reason a page.
     */
    protected void refuse(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, RuntimeException reason)
            throws ServletException, IOException {
        request.setAttribute(REFUSAL, reason);
        chain.doFilter(request, response);
    }
}
