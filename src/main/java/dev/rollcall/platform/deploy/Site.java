package dev.rollcall.platform.deploy;

/**
 * This deploy as the outside world knows it.
 *
 * @param root its public address without a slash at the end
 * @param name shown in alerts
 */
public record Site(String root, String name) {

    public static Site of(SiteSettings settings, int port) {
        return new Site(
                settings.root() == null
                        ? "http://localhost:" + port
                        : settings.root().toString(),
                settings.name());
    }

    /** The public form of a path that begins with a slash. */
    public String url(String path) {
        return root + path;
    }
}
