package dev.rollcall.platform.deploy;

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

    /** The public URL of a path that begins with a slash. */
    public String url(String path) {
        return root + path;
    }
}
