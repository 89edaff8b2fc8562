package dev.rollcall.platform.deploy;

import java.net.URI;
import java.util.Locale;

/**
 * The public address and name of this deploy.
 *
 * @param root the address, without a trailing slash
 * @param name shown to people
 */
public record Site(String root, String name) {

    /** Uses localhost with {@code port} when SITE_ROOT is not set. */
    public static Site of(SiteSettings settings, int port) {
        return new Site(
                settings.root() == null
                        ? "http://localhost:" + port
                        : settings.root().toString(),
                settings.name());
    }

    /** The host of the address in lower case, without the port. An IPv6 address is in brackets. */
    public String host() {
        // Not URI.getHost, which is null for a host with an underscore.
        return authority().replaceFirst(":\\d*$", "");
    }

    /**
     * What browsers call this site: without a path, and without the port if it is the usual one
     * (<a href="https://www.rfc-editor.org/rfc/rfc6454#section-6.2">RFC 6454, section 6.2</a>).
     */
    public String origin() {
        String scheme = URI.create(root).getScheme();
        String usualPort = scheme.equals("https") ? ":443" : ":80";
        return scheme + "://" + authority().replaceFirst(usualPort + "$", "");
    }

    private String authority() {
        return URI.create(root).getRawAuthority().toLowerCase(Locale.ROOT);
    }

    /** The public URL of a path that begins with a slash. */
    public String url(String path) {
        return root + path;
    }
}
