package dev.rollcall.access;

import dev.rollcall.platform.body.JsonBodies;
import dev.rollcall.platform.problem.BodyTimeoutException;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.problem.UnavailableException;
import dev.rollcall.project.ApiKeyStore;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds the caller by the header {@code X-Api-Key} or, as the published API allows, by {@code api_key} in the JSON body
 * of a POST. The header wins: the body is searched only if there is no header.
 */
class ApiKeyFilter extends OncePerRequestFilter {

    static final String HEADER = "X-Api-Key";

    /** Set on a request that has a key: a refusal then says that the key is wrong, otherwise that it is missing. */
    private static final String HAS_KEY = ApiKeyFilter.class.getName();

    private final ApiKeyStore keys;
    private final JsonBodies bodies;
    private final ApiKeyEntryPoint refusals;

    ApiKeyFilter(ApiKeyStore keys, JsonBodies bodies, ApiKeyEntryPoint refusals) {
        this.keys = keys;
        this.bodies = bodies;
        this.refusals = refusals;
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
                keys.find(key)
                        .map(CallerAuthentication::new)
                        .ifPresent(known -> SecurityContextHolder.getContext().setAuthentication(known));
            }
        } catch (InvalidRequestException | BodyTimeoutException e) {
            refusals.invalid(response, e);
            return;
        } catch (DataAccessException | UnavailableException e) {
            refusals.unavailable(response);
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
        // A body that cannot be read is refused before the key is checked, as in the published API. Only a small first
        // part of it is read here.
        try {
            return bodies.key(request);
        } catch (IOException e) {
            throw new InvalidRequestException("could not parse request body");
        }
    }
}
