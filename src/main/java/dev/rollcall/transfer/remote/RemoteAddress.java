package dev.rollcall.transfer.remote;

import dev.rollcall.admin.WrongUsageException;
import dev.rollcall.platform.config.HttpAddress;
import dev.rollcall.platform.config.UnusableValueException;
import java.net.URI;

/**
 * The address of the other deploy.
 *
 * @param root without a trailing slash
 */
record RemoteAddress(String root) {

    /**
     * Parses the option {@code --from}; also accepts the address of the API itself.
     *
     * @throws WrongUsageException when it is not an address
     */
    static RemoteAddress of(String text) {
        try {
            return new RemoteAddress(HttpAddress.from(text)
                    .toString()
                    .replaceFirst("/api/v[123]$", "")
                    .replaceFirst("(?<!/)/++$", ""));
        } catch (UnusableValueException e) {
            // The message does not repeat it, because it may hold a password.
            throw new WrongUsageException(
                    "--from must be an address like https://healthchecks.io, without user and query");
        }
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
