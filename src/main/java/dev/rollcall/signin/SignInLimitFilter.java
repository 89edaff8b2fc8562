package dev.rollcall.signin;

import dev.rollcall.signin.limit.SignInAttempts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers with 429 when an address or a client has tried too often. Only what can be guessed is counted, and what
 * stores something for a stranger.
 */
class SignInLimitFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(SignInLimitFilter.class);

    private final SignInAttempts attempts;
    private final String way;
    private final RequestMatcher form;
    private final Function<HttpServletRequest, String> account;

    /**
     * @param way what is tried, such as {@code password}
     * @param path where its form is sent
     * @param account whose account a request tries: an address or an id; empty if only the client counts
     */
    SignInLimitFilter(SignInAttempts attempts, String way, String path, Function<HttpServletRequest, String> account) {
        this(attempts, way, PathPatternRequestMatcher.pathPattern(HttpMethod.POST, path), account);
    }

    /** The same for a way that begins with another request. */
    SignInLimitFilter(
            SignInAttempts attempts, String way, RequestMatcher form, Function<HttpServletRequest, String> account) {
        this.attempts = attempts;
        this.way = way;
        this.form = form;
        this.account = account;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !form.matches(request);
    }

    /** Each form has a filter of its own. With one name for all, only the first of them would run. */
    @Override
    protected String getAlreadyFilteredAttributeName() {
        return super.getAlreadyFilteredAttributeName() + "." + way;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (attempts.count(way, account.apply(request), request.getRemoteAddr())) {
            chain.doFilter(request, response);
            return;
        }
        log.atWarn()
                .addKeyValue("event", "sign-in.limited")
                .addKeyValue("way", way)
                .addKeyValue("client", request.getRemoteAddr())
                .log("too many attempts to sign in");
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(SignInAttempts.WINDOW.toSeconds()));
        Refusal.answer(request, response, HttpStatus.TOO_MANY_REQUESTS);
    }
}
