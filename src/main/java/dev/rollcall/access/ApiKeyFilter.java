package dev.rollcall.access;

import dev.rollcall.platform.body.JsonBodies;
import dev.rollcall.platform.problem.BodyTimeoutException;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.problem.UnavailableException;
import dev.rollcall.project.Caller;
import dev.rollcall.project.KeyLookup;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Identifies the caller by the header {@code X-Api-Key} or, as in the published API, by {@code api_key} in the JSON
 * body of a POST. The body is read only if there is no header.
 */
class ApiKeyFilter extends OncePerRequestFilter {

    static final String HEADER = "X-Api-Key";

    /** Set on a request that has a key, so that a refusal can say whether the key is wrong or missing. */
    private static final String HAS_KEY = ApiKeyFilter.class.getName();

    private final KeyLookup keys;
    private final KeyRateLimit limit;
    private final JsonBodies bodies;
    private final ApiKeyEntryPoint entryPoint;

    ApiKeyFilter(KeyLookup keys, KeyRateLimit limit, JsonBodies bodies, ApiKeyEntryPoint entryPoint) {
        this.keys = keys;
        this.limit = limit;
        this.bodies = bodies;
        this.entryPoint = entryPoint;
    }

    static boolean hasKey(HttpServletRequest request) {
        return request.getAttribute(HAS_KEY) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            String key = key(request);
            if (!key.isEmpty()) {
                request.setAttribute(HAS_KEY, true);
                Optional<Caller> caller = keys.find(key);
                if (caller.isPresent() && !limit.admit(caller.get(), response)) {
                    return;
                }
                caller.ifPresent(CallerAuthentication::begin);
            }
        } catch (InvalidRequestException | BodyTimeoutException e) {
            entryPoint.invalid(response, e);
            return;
        } catch (DataAccessException | UnavailableException e) {
            entryPoint.unavailable(response);
            return;
        }
        chain.doFilter(request, response);
    }

    private String key(HttpServletRequest request) {
        String header = request.getHeader(HEADER);
        if (header != null && !header.isEmpty()) {
            return header;
        }
        if (!request.getMethod().equals(HttpMethod.POST.name())) {
            return "";
        }
        // As in the published API, an invalid body is refused before a missing key. Only a small first part of the
        // body is read.
        try {
            return bodies.key(request);
        } catch (IOException e) {
            throw new InvalidRequestException("could not parse request body");
        }
    }
}
