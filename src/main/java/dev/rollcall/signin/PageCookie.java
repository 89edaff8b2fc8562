package dev.rollcall.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.security.web.util.UrlUtils;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Remembers in a cookie the page that was asked for before a sign-in: a stranger's request must not store anything on
 * the server. It is Spring Security's cache, with two differences. The name of the cookie, which is fixed there, is our
 * own: only the prefix {@code __Host-} keeps other hosts of the domain from writing it. And only the path and the query
 * of the page count, because the host comes from the request. Whatever the cookie contains, a sign-in continues on this
 * site.
 */
final class PageCookie implements RequestCache {

    private static final String FIXED_NAME = "REDIRECT_URI";

    /**
     * Of a whole URL. A browser ignores a cookie of more than 4,096 bytes, and Base64 takes four characters for three.
     */
    private static final int MAX_LENGTH = 3_000;

    /** A browser reads two slashes, and a backslash in place of one, as the beginning of a host. */
    private static final Pattern OWN_PATH = Pattern.compile("/(?!/)[^\\\\\\p{Cntrl}]*");

    private final CookieRequestCache cache = new CookieRequestCache();
    private final String name;
    private final boolean isSecure;

    /** @param isSecure whether browsers reach this deploy by TLS: only then do they accept the prefix */
    PageCookie(boolean isSecure) {
        this.name = isSecure ? "__Host-rollcall-page" : "rollcall-page";
        this.isSecure = isSecure;
        cache.setRequestMatcher(request -> request.getMethod().equals(HttpMethod.GET.name())
                && request.getHeader(PageEntryPoint.HTMX_HEADER) == null);
    }

    /** A page with a longer URL is not remembered, and neither is one that was asked for before. */
    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        if (UrlUtils.buildFullRequestUrl(request).length() > MAX_LENGTH) {
            removeRequest(request, response);
        } else {
            cache.saveRequest(request, new Renamed(response));
        }
    }

    @Override
    public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        return readable(request, response, named -> {
            SavedRequest asked = cache.getRequest(named, response);
            String address = asked == null ? null : own(asked.getRedirectUrl());
            return address == null ? null : new SimpleSavedRequest(address);
        });
    }

    @Override
    public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        return readable(request, response, named -> cache.getMatchingRequest(named, new Renamed(response)));
    }

    @Override
    public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
        cache.removeRequest(request, new Renamed(response));
    }

    /** A cookie that is not an address counts as absent. */
    private <T> @Nullable T readable(
            HttpServletRequest request, HttpServletResponse response, Function<HttpServletRequest, @Nullable T> read) {
        try {
            return read.apply(new Named(request));
        } catch (IllegalArgumentException e) {
            removeRequest(request, response);
            return null;
        }
    }

    private static @Nullable String own(String address) {
        UriComponents parts = UriComponentsBuilder.fromUriString(address).build();
        String path = parts.getPath();
        if (path == null || !OWN_PATH.matcher(path).matches()) {
            return null;
        }
        return parts.getQuery() == null ? path : path + "?" + parts.getQuery();
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

    /** Writes the cookie by our name. A browser ignores the prefix without {@code Secure}, even in a deletion. */
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
