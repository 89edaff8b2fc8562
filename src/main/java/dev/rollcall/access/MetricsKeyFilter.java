package dev.rollcall.access;

import dev.rollcall.project.Caller;
import dev.rollcall.project.KeyKind;
import dev.rollcall.project.KeyLookup;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Identifies the caller of a project's metrics by a read-only key of that project: in the URL, or as a bearer token if
 * the URL has no key. As in the published service, other kinds of keys are refused, because the URL is in the
 * configuration of a Prometheus.
 */
class MetricsKeyFilter extends OncePerRequestFilter {

    private static final Pattern ADDRESS = Pattern.compile("/projects/([^/]+)/metrics/([^/]*)");

    private final KeyLookup keys;
    private final KeyRateLimit limit;
    private final ApiKeyEntryPoint entryPoint;

    MetricsKeyFilter(KeyLookup keys, KeyRateLimit limit, ApiKeyEntryPoint entryPoint) {
        this.keys = keys;
        this.limit = limit;
        this.entryPoint = entryPoint;
    }

    /** Whether the request has a key, right or wrong. */
    static boolean hasKey(HttpServletRequest request) {
        Matcher address = ADDRESS.matcher(request.getRequestURI());
        return address.matches() && key(request, address) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Matcher address = ADDRESS.matcher(request.getRequestURI());
        String key = address.matches() ? key(request, address) : null;
        if (key != null) {
            try {
                Optional<Caller> caller = find(key, address.group(1));
                if (caller.isPresent() && !limit.admit(caller.get(), response)) {
                    return;
                }
                caller.ifPresent(CallerAuthentication::begin);
            } catch (DataAccessException e) {
                entryPoint.unavailable(response);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private Optional<Caller> find(String key, String project) {
        return keys.find(key)
                .filter(caller -> caller.key() == KeyKind.READ_ONLY)
                .filter(caller -> caller.project().toString().equalsIgnoreCase(project));
    }

    private static @Nullable String key(HttpServletRequest request, Matcher address) {
        return address.group(2).isEmpty() ? BearerToken.of(request) : address.group(2);
    }
}
