package dev.rollcall.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/**
 * Remembers the page that was asked for in a cookie: a stranger's request must not store anything here. It is Spring
 * Security's cache with another name of the cookie, which there is fixed: only a name with the prefix {@code __Host-} keeps
 * other hosts of the domain from writing it.
 */
final class PageCookie implements RequestCache {

    private static final String FIXED_NAME = "REDIRECT_URI";

    private final CookieRequestCache cache = new CookieRequestCache();
    private final String name;
    private final boolean isSecure;

    /** @param isSecure whether browsers reach this deploy by TLS: only then they accept the prefix */
    PageCookie(boolean isSecure) {
        this.name = isSecure ? "__Host-rollcall-page" : "rollcall-page";
        this.isSecure = isSecure;
        cache.setRequestMatcher(request -> request.getMethod().equals(HttpMethod.GET.name())
                && request.getHeader(PageEntryPoint.HTMX_HEADER) == null);
    }

    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        cache.saveRequest(request, new Renamed(response));
    }

    @Override
    public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        return cache.getRequest(new Named(request), response);
    }

    @Override
    public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        return cache.getMatchingRequest(new Named(request), new Renamed(response));
    }

    @Override
    public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
        cache.removeRequest(request, new Renamed(response));
    }

    /** Shows our cookie by the fixed name, and nothing that was sent by that name. */
    private final class Named extends HttpServletRequestWrapper {

        private Named(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Cookie @Nullable [] getCookies() {
            Cookie[] cookies = super.getCookies();
            return cookies == null
                    ? null
                    : Stream.of(cookies)
                            .filter(cookie -> !cookie.getName().equals(FIXED_NAME))
                            .map(cookie ->
                                    cookie.getName().equals(name) ? new Cookie(FIXED_NAME, cookie.getValue()) : cookie)
                            .toArray(Cookie[]::new);
        }
    }

    /** Writes the cookie by our name. A browser also ignores the end of such a cookie unless it is secure. */
    private final class Renamed extends HttpServletResponseWrapper {

        private Renamed(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void addCookie(Cookie cookie) {
            var renamed = new Cookie(name, cookie.getValue());
            renamed.setMaxAge(cookie.getMaxAge());
            renamed.setPath("/");
            renamed.setHttpOnly(true);
            renamed.setSecure(isSecure);
            renamed.setAttribute("SameSite", "Lax");
            super.addCookie(renamed);
        }
    }
}
