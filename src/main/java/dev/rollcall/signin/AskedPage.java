package dev.rollcall.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The page that was asked for before a sign-in, as Spring Security keeps it in a cookie. Only its path and its query count:
 * the host comes from the request, and another host of the same domain may have set the cookie. Whatever it has, a sign-in
 * continues on this site.
 */
final class AskedPage implements RequestCache {

    /** A browser reads two slashes, and a backslash in place of one, as the beginning of a host. */
    private static final Pattern OWN_PATH = Pattern.compile("/(?!/)[^\\\\\\p{Cntrl}]*");

    private final RequestCache cookie;

    AskedPage(RequestCache cookie) {
        this.cookie = cookie;
    }

    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        cookie.saveRequest(request, response);
    }

    @Override
    public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        return readable(request, response, () -> {
            SavedRequest asked = cookie.getRequest(request, response);
            String address = asked == null ? null : own(asked.getRedirectUrl());
            return address == null ? null : new SimpleSavedRequest(address);
        });
    }

    @Override
    public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        return readable(request, response, () -> cookie.getMatchingRequest(request, response));
    }

    @Override
    public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
        cookie.removeRequest(request, response);
    }

    /** A cookie that is no address counts as absent. */
    private <T> @Nullable T readable(
            HttpServletRequest request, HttpServletResponse response, Supplier<@Nullable T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            cookie.removeRequest(request, response);
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
}
