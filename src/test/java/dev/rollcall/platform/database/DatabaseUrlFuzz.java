package dev.rollcall.platform.database;

import static testing.Fuzzed.require;

import dev.rollcall.platform.config.UnusableValueException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import testing.Fuzzed;

/**
 * Reads any text as DATABASE_URL. It is refused without its password, or it becomes a URL that the driver reads as the
 * same host, port and database that {@link URI} finds, and that holds neither user nor password.
 */
public final class DatabaseUrlFuzz {

    private static final String FORM =
            "postgres://user:password@host:5432/database (user and password percent-encoded)";

    private DatabaseUrlFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = Fuzzed.text(input);
        DatabaseUrl url;
        try {
            url = DatabaseUrl.from(text);
        } catch (UnusableValueException e) {
            Fuzzed.hides(e, secret(text), FORM);
            return;
        }
        Properties driver = Objects.requireNonNull(org.postgresql.Driver.parseURL(url.jdbcUrl(), null), "the driver");
        require(driver.getProperty("user") == null, "the URL has a user");
        require(driver.getProperty("password") == null, "the URL has a password");
        require(!url.toString().contains(text), "the text of the object is the URL");
        @Nullable Properties given = text.contains("+") ? null : org.postgresql.Driver.parseURL(text.strip(), null);
        if (given != null) {
            require(Objects.equals(given.getProperty("user"), url.user()), "another user than the driver finds");
            require(Objects.equals(given.getProperty("password"), url.password()), "another password");
            given.remove("user");
            given.remove("password");
            require(given.equals(connected(url)), "another property than the driver finds");
        }
        @Nullable URI plain = plain(text.strip());
        if (plain != null) {
            require(Objects.equals(driver.getProperty("PGHOST"), plain.getHost()), "another host");
            require(
                    Integer.parseInt(driver.getProperty("PGPORT")) == (plain.getPort() < 0 ? 5432 : plain.getPort()),
                    "another port");
            require(Objects.equals("/" + driver.getProperty("PGDBNAME"), plain.getPath()), "another database");
            String user = plain.getUserInfo();
            require(
                    Objects.equals(
                            user,
                            user == null
                                    ? null
                                    : user(url, plain.getRawUserInfo().contains(":"))),
                    "another user");
        }
    }

    /** What the driver finds when it connects, but the user. A database without a name has that of the user. */
    private static Properties connected(DatabaseUrl url) {
        var user = new Properties();
        if (url.user() != null) {
            user.setProperty("user", url.user());
        }
        Properties found = Objects.requireNonNull(org.postgresql.Driver.parseURL(url.jdbcUrl(), user), "the driver");
        found.remove("user");
        return found;
    }

    private static String user(DatabaseUrl url, boolean hasPassword) {
        return Objects.toString(url.user(), "") + (hasPassword ? ":" + Objects.toString(url.password(), "") : "");
    }

    /** The URL if it has nothing but user, host, port and database, in ASCII; otherwise null. */
    private static @Nullable URI plain(String text) {
        if (!text.matches("postgres(ql)?://[\\w%:@.-]+/[\\w%-]+")) {
            return null;
        }
        try {
            URI uri = new URI(text);
            return uri.getHost() == null ? null : uri;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static String secret(String text) {
        int at = text.lastIndexOf('@');
        int colon = text.lastIndexOf(':', at);
        return at < 0 || colon < 0 ? "" : text.substring(colon + 1, at);
    }
}
