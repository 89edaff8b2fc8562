package kit.database;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Where a Postgres database is, and who connects to it.
 *
 * @param parameters what follows the name in the URL, with its question mark; empty without
 */
public record DatabaseAddress(
        String host, int port, String name, String user, String password, String scheme, String parameters) {

    private static final int DEFAULT_PORT = 5432;

    /**
     * Reads {@code postgres://user:password@host:port/name?parameters}.
     *
     * @throws IllegalArgumentException if it is another kind of URL; the message does not show it
     */
    public static DatabaseAddress parse(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw unusable();
        }
        String userInfo = uri.getRawUserInfo();
        if (uri.getScheme() == null
                || !uri.getScheme().matches("postgres(ql)?")
                || uri.getHost() == null
                || userInfo == null
                || uri.getPath().length() < 2) {
            throw unusable();
        }
        String[] user = userInfo.split(":", 2);
        return new DatabaseAddress(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                uri.getPath().substring(1),
                decoded(user[0]),
                user.length > 1 ? decoded(user[1]) : "",
                uri.getScheme(),
                uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    /** The same database by another way. */
    public DatabaseAddress at(String otherHost, int otherPort) {
        return new DatabaseAddress(otherHost, otherPort, name, user, password, scheme, parameters);
    }

    /** Another database of the same server. */
    public DatabaseAddress named(String otherName) {
        return new DatabaseAddress(host, port, otherName, user, password, scheme, parameters);
    }

    /** As platforms give it in {@code DATABASE_URL}. */
    public String url() {
        return scheme + "://" + encoded(user) + ":" + encoded(password) + "@" + host + ":" + port + "/" + name
                + parameters;
    }

    /**
     * Replaces {@code {database.url}}, {@code {database.host}}, {@code port}, {@code name}, {@code user},
     * {@code password}.
     */
    public String fill(String text) {
        return text.replace("{database.url}", url())
                .replace("{database.host}", host)
                .replace("{database.port}", String.valueOf(port))
                .replace("{database.name}", name)
                .replace("{database.user}", user)
                .replace("{database.password}", password);
    }

    /** Whether a value has a placeholder that {@link #fill} replaces. */
    public static boolean isIn(String text) {
        return text.contains("{database.");
    }

    /** Connects; the caller closes the connection. */
    Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection("jdbc:postgresql://" + host + ":" + port + "/" + name, properties);
    }

    private static IllegalArgumentException unusable() {
        return new IllegalArgumentException("the database must be postgres://user:password@host:port/name");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
