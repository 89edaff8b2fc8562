package dev.rollcall.platform.deploy;

import java.net.URI;

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

    /** The host of the address, without the port. An IPv6 address is in brackets. */
    public String host() {
        // Not URI.getHost, which is null for a host with an underscore.
        return URI.create(root).getRawAuthority().replaceFirst(":\\d*$", "");
    }

    /** The public URL of a path that begins with a slash. */
    public String url(String path) {
        return root + path;
    }
}
