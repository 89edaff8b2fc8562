package dev.rollcall.project.remote;

import dev.rollcall.admin.WrongUsageException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where the other deploy is.
 *
 * @param root its address without a slash at the end
 */
record RemoteAddress(String root) {

    /** Reads the option {@code --from}; also takes the address of the API itself. */
    static RemoteAddress of(String text) {
        try {
            URI uri = new URI(text.strip());
            boolean isHttp = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            boolean isPlain = uri.getUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (isHttp && isPlain && uri.getHost() != null) {
                return new RemoteAddress(uri.toString().replaceFirst("/*(/api/v[123])?/*$", ""));
            }
        } catch (URISyntaxException e) {
            // As below; not repeated, for it may hold a password.
        }
        throw new WrongUsageException("--from must be an address like https://healthchecks.io, without user and query");
    }

    /** The address of a path that begins with a slash. */
    URI at(String path) {
        return URI.create(root + path);
    }

    @Override
    public String toString() {
        return root;
    }
}
