package dev.rollcall.transfer.remote;

import dev.rollcall.admin.WrongUsageException;
import dev.rollcall.platform.config.HttpAddress;
import dev.rollcall.platform.config.UnusableValueException;
import java.net.URI;

/**
 * Where the other deploy is.
 *
 * @param root its address without a slash at the end
 */
record RemoteAddress(String root) {

    /** Reads the option {@code --from}; also takes the address of the API itself. */
    static RemoteAddress of(String text) {
        try {
            return new RemoteAddress(HttpAddress.from(text).toString().replaceFirst("/*(/api/v[123])?$", ""));
        } catch (UnusableValueException e) {
            // Not repeated: it may hold a password.
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
