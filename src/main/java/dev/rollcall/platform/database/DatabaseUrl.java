package dev.rollcall.platform.database;

import dev.rollcall.platform.config.UnusableValueException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGPropertyUtil;

/**
 * The address of Postgres as platforms provide it: {@code postgres://user:password@host:port/name?sslmode=require}.
 *
 * <p>It is read as libpq reads it: with several hosts, percent-encoded parts and libpq's parameters, which are
 * translated for the JDBC driver. It must name a database. No parameter is added, so {@code sslmode} is the operator's
 * choice. A {@code jdbc:postgresql:} URL is used unchanged, except that user and password are taken out of it.
 *
 * @see <a href="https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-CONNSTRING-URIS">connection URIs</a>
 */
public final class DatabaseUrl {

    private static final String JDBC = "jdbc:postgresql:";
    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final String FORM =
            "must look like postgres://user:password@host:5432/database (user and password percent-encoded)";
    // Not parsed by java.net.URI: it refuses underscores, which Compose and Kubernetes use in host names.
    private static final Pattern PARTS =
            Pattern.compile("postgres(?:ql)?://(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<hosts>[^/?#@]*)"
                    + "(?:/(?<name>[^?#]*))?(?:\\?(?<query>[^#@]*))?");
    private static final Pattern HOST = Pattern.compile("(?<host>\\[[^]]+]|[^:\\[\\]]*)(?::(?<port>\\d*))?");

    /** The loggers of the driver's parser. A logger that nobody holds loses its level. */
    private static final List<Logger> PARSER_LOGS = Stream.of(org.postgresql.Driver.class, PGPropertyUtil.class)
            .map(parser -> Logger.getLogger(parser.getName()))
            .toList();

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
     * @throws UnusableValueException when it is invalid; the message does not repeat it, because it holds a password
     */
    public static DatabaseUrl from(String text) {
        // A secret from a file often ends with a line break, which would become part of the name.
        String url = text.strip();
        if (url.startsWith(JDBC)) {
            return ofJdbc(url);
        }
        Matcher parts = PARTS.matcher(url);
        if (!parts.matches()) {
            throw new UnusableValueException(FORM);
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, USER, decodedOrNull(parts.group("user")));
        put(parameters, PASSWORD, decodedOrNull(parts.group("password")));
        put(parameters, "dbname", decodedOrNull(parts.group("name")));
        hosts(parts.group("hosts"), parameters);
        query(parts.group("query"), parameters);
        return ofParameters(parameters);
    }

    /** The URL for the driver, without user and password. */
    public String jdbcUrl() {
        return jdbcUrl;
    }

    public @Nullable String user() {
        return user;
    }

    public @Nullable String password() {
        return password;
    }

    /** Shows neither host nor user, because it may end up in messages. */
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
                .filter(pair -> !isNamed(pair, USER) && !isNamed(pair, PASSWORD))
                .collect(Collectors.joining("&"));
        return new DatabaseUrl(
                checked(url.substring(0, query) + (rest.isEmpty() ? "" : "?" + rest)),
                decodedOrNull(value(pairs, USER)),
                decodedOrNull(value(pairs, PASSWORD)));
    }

    /** The last value wins, and a name alone has an empty value, as in the driver. */
    private static @Nullable String value(List<String> pairs, String name) {
        return pairs.stream()
                .filter(pair -> isNamed(pair, name))
                .map(pair -> pair.substring(Math.min(pair.length(), name.length() + 1)))
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    private static boolean isNamed(String pair, String name) {
        return pair.equals(name) || pair.startsWith(name + "=");
    }

    /** As in libpq, each part of the URL is a parameter, and one in the query replaces the same one before it. */
    private static DatabaseUrl ofParameters(Map<String, String> parameters) {
        String user = parameters.remove(USER);
        String password = parameters.remove(PASSWORD);
        String name = parameters.remove("dbname");
        if (name == null) {
            throw new UnusableValueException("names no database; it " + FORM);
        }
        String hosts =
                DatabaseHosts.of(parameters.remove("host"), parameters.remove("hostaddr"), parameters.remove("port"));
        String query = LibpqParameters.forDriver(parameters).entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        String jdbcUrl = JDBC + "//" + hosts + "/" + encoded(name) + (query.isEmpty() ? "" : "?" + query);
        return new DatabaseUrl(checked(jdbcUrl), user, password);
    }

    private static void hosts(String text, Map<String, String> parameters) {
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            Matcher parts = HOST.matcher(entry);
            if (!parts.matches()) {
                throw new UnusableValueException(FORM);
            }
            hosts.add(decoded(parts.group("host")).replaceAll("[\\[\\]]", ""));
            ports.add(parts.group("port") == null ? "" : parts.group("port"));
        }
        put(parameters, "host", String.join(",", hosts));
        put(parameters, "port", String.join("", ports).isEmpty() ? null : String.join(",", ports));
    }

    /** An empty value counts as absent. */
    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            parameters.put(name, value);
        }
    }

    private static void query(@Nullable String query, Map<String, String> parameters) {
        if (query == null || query.isEmpty()) {
            return;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new UnusableValueException("has a query that is not of the form name=value&name=value");
            }
            String name = decoded(pair.substring(0, equals));
            String value = decoded(pair.substring(equals + 1));
            if (name.equals("ssl") && value.equals("true")) {
                // As libpq reads this parameter of JDBC URLs.
                parameters.put("sslmode", "require");
            } else if (name.equals("requiressl")) {
                parameters.put("sslmode", value.startsWith("1") ? "require" : "prefer");
            } else {
                parameters.put(name, value);
            }
        }
    }

    private static String checked(String jdbcUrl) {
        // Its warnings repeat a URL that it cannot read, password included. Each time, because logging resets levels.
        PARSER_LOGS.forEach(log -> log.setLevel(Level.OFF));
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
            // URLDecoder reads a plus sign as a space, as in a form. In a URI it is a plus sign.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UnusableValueException(FORM);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
