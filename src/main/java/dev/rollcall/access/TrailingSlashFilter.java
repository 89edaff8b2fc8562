package dev.rollcall.access;

import dev.rollcall.platform.process.WebProcess;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Redirects the path of a list of the API without its trailing slash to the path with it, as the published API does.
 * Redirects URLs close to that of the reference to the reference.
 */
@Component
@WebProcess
@Order(Ordered.HIGHEST_PRECEDENCE + 200)
class TrailingSlashFilter extends OncePerRequestFilter {

    private static final Pattern LIST =
            Pattern.compile("/api/v[123]/(checks|channels|badges|status|checks/[^/]+/(flips|pings))"
                    + "|/api/v3/(audit|excuses|keys|maintenance-windows|status-page)"
                    + "|/api/v3/checks/[^/]+/(deliveries|excuses|incidents)");

    private static final Pattern BESIDE_REFERENCE = Pattern.compile("/docs/?|/docs/api/");
    private static final String REFERENCE = "/docs/api";

    /** A response head has 8 kB, and other headers need some of it. */
    private static final int MAX_LOCATION_LENGTH = 6_000;

    /** These get 301, because old clients know only that. Others get 308, which keeps the method and the body. */
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !LIST.matcher(request.getRequestURI()).matches() && !isBesideReference(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String query = request.getQueryString();
        String target = isBesideReference(request) ? REFERENCE : request.getRequestURI() + "/";
        String location = target + (query == null ? "" : "?" + query);
        if (location.length() > MAX_LOCATION_LENGTH) {
            response.sendError(HttpStatus.URI_TOO_LONG.value());
            return;
        }
        response.setHeader(HttpHeaders.LOCATION, location);
        response.setStatus((WITHOUT_BODY.contains(request.getMethod())
                        ? HttpStatus.MOVED_PERMANENTLY
                        : HttpStatus.PERMANENT_REDIRECT)
                .value());
    }

    private static boolean isBesideReference(HttpServletRequest request) {
        return WITHOUT_BODY.contains(request.getMethod())
                && BESIDE_REFERENCE.matcher(request.getRequestURI()).matches();
    }
}
