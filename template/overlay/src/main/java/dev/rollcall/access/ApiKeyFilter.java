package dev.rollcall.access;

import dev.rollcall.key.ApiKeys;
import dev.rollcall.key.KeyRole;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Identifies the caller by the key in a header. Keys are looked up at each request, so a revoked key ends at once. */
class ApiKeyFilter extends OncePerRequestFilter {

    static final String HEADER = "X-Api-Key";

    private final ApiKeys keys;
    private final ApiKeyEntryPoint entryPoint;

    ApiKeyFilter(ApiKeys keys, ApiKeyEntryPoint entryPoint) {
        this.keys = keys;
        this.entryPoint = entryPoint;
    }

    static boolean hasKey(HttpServletRequest request) {
        String key = request.getHeader(HEADER);
        return key != null && !key.isEmpty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            if (hasKey(request)) {
                keys.find(request.getHeader(HEADER))
                        .map(ApiKeyFilter::authentication)
                        .ifPresent(ApiKeyFilter::authenticate);
            }
        } catch (DataAccessException | TransactionException e) {
            entryPoint.unavailable(response);
            return;
        }
        chain.doFilter(request, response);
    }

    /** The context is a new one, because another thread may still use the previous one. */
    private static void authenticate(Authentication known) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(known);
        SecurityContextHolder.setContext(context);
    }

    /** A key that may write may also read. The key itself is not kept. */
    private static Authentication authentication(KeyRole role) {
        Stream<KeyRole> allowed = role == KeyRole.WRITE ? Stream.of(KeyRole.values()) : Stream.of(role);
        List<SimpleGrantedAuthority> authorities =
                allowed.map(each -> new SimpleGrantedAuthority(each.name())).toList();
        return new PreAuthenticatedAuthenticationToken("caller", "", authorities);
    }
}
