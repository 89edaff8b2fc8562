package dev.rollcall.platform;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where Postgres is, as platforms hand it out: {@code postgres://user:password@host:port/name?sslmode=require}.
 *
 * <p>User, password, name and query are percent-decoded; the query is kept, with libpq's names turned into those of
 * the JDBC driver; nothing is added to it, so {@code sslmode} stays the operator's choice. A {@code jdbc:postgresql:}
 * URL is taken as it is, but for user and password, which are taken out of it.
 *
 * @see <a href="https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-CONNSTRING-URIS">connection URIs</a>
 */
public final class DatabaseUrl {

    private static final String JDBC = "jdbc:postgresql:";
    private static final String USER = "user=";
    private static final String PASSWORD = "password=";
    private static final String FORM =
            "must look like postgres://user:password@host:5432/database (user and password percent-encoded)";
    // Not java.net.URI's own parts: that refuses the underscores of Compose and Kubernetes host names.
    private static final Pattern PARTS = Pattern.compile(
            "postgres(?:ql)?://(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<host>\\[[^]]+]|[^:/?@\\[\\]]+)"
                    + "(?::(?<port>\\d{1,5}))?/(?<name>[^?#]+)(?:\\?(?<query>[^#]*))?");
    private static final Map<String, String> DRIVER_NAMES = Map.of(
            "application_name", "ApplicationName",
            "connect_timeout", "connectTimeout",
            "target_session_attrs", "targetServerType",
            "channel_binding", "channelBinding",
            "require_auth", "requireAuth",
            "sslnegotiation", "sslNegotiation",
            "gssencmode", "gssEncMode");
    private static final Map<String, String> SERVER_TYPES = Map.of(
            "read-write", "primary",
            "read-only", "secondary",
            "standby", "secondary",
            "prefer-standby", "preferSecondary");

    private final String jdbcUrl;
    private final @Nullable String user;
    private final @Nullable String password;

    private DatabaseUrl(String jdbcUrl, @Nullable String user, @Nullable String password) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
    }

    /**
     * Reads a URL.
     *
     * @throws UnusableValueException when it is not one; the message does not repeat it, for it holds a password
     */
    public static DatabaseUrl from(String text) {
        // A secret that was kept in a file ends with a line break, which would become part of the name.
        String url = text.strip();
        if (url.startsWith(JDBC)) {
            return ofJdbc(url);
        }
        Matcher parts = PARTS.matcher(url);
        if (!parts.matches()) {
            throw new UnusableValueException(FORM);
        }
        String port = parts.group("port");
        String jdbcUrl = JDBC + "//" + parts.group("host") + ":" + (port == null ? "5432" : port) + "/"
                + encoded(decoded(parts.group("name"))) + driverQuery(parts.group("query"));
        return new DatabaseUrl(
                checked(jdbcUrl), decodedOrNull(parts.group("user")), decodedOrNull(parts.group("password")));
    }

    /** For the driver; without user and password. */
    public String jdbcUrl() {
        return jdbcUrl;
    }

    public @Nullable String user() {
        return user;
    }

    public @Nullable String password() {
        return password;
    }

    /** Says nothing of where or who: this ends up in messages. */
    @Override
    public String toString() {
        return "DatabaseUrl";
    }

    private static DatabaseUrl ofJdbc(String url) {
        int query = url.indexOf('?');
        if (query < 0) {
            return new DatabaseUrl(checked(url), null, null);
        }
        List<String> pairs = List.of(url.substring(query + 1).split("&"));
        String rest = pairs.stream()
                .filter(pair -> !pair.startsWith(USER) && !pair.startsWith(PASSWORD))
                .collect(Collectors.joining("&"));
        return new DatabaseUrl(
                checked(url.substring(0, query) + (rest.isEmpty() ? "" : "?" + rest)),
                decodedOrNull(value(pairs, USER)),
                decodedOrNull(value(pairs, PASSWORD)));
    }

    private static @Nullable String value(List<String> pairs, String name) {
        return pairs.stream()
                .filter(pair -> pair.startsWith(name))
                .map(pair -> pair.substring(name.length()))
                .findFirst()
                .orElse(null);
    }

    private static String driverQuery(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return "";
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new UnusableValueException("has a query that is not of the form name=value&name=value");
            }
            String name = decoded(pair.substring(0, equals));
            String value = decoded(pair.substring(equals + 1));
            parameters.put(
                    DRIVER_NAMES.getOrDefault(name, name),
                    name.equals("target_session_attrs") ? SERVER_TYPES.getOrDefault(value, value) : value);
        }
        return parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }

    private static String checked(String jdbcUrl) {
        if (org.postgresql.Driver.parseURL(jdbcUrl, null) == null) {
            throw new UnusableValueException(FORM);
        }
        return jdbcUrl;
    }

    private static @Nullable String decodedOrNull(@Nullable String text) {
        return text == null ? null : decoded(text);
    }

    private static String decoded(String text) {
        try {
            // A plus sign is a plus sign in a URI; only in a form does it mean a space.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UnusableValueException(FORM);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
