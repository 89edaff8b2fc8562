package dev.rollcall.platform.database;

import dev.rollcall.platform.config.UnusableValueException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGProperty;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/**
 * Translates the parameters of a libpq URL for the JDBC driver. A parameter that the driver does not support is refused
 * if it protects something or changes what happens, and dropped if it only tunes. A name that neither libpq nor the
 * driver knows is refused: a misspelt {@code sslmode} must not be ignored silently.
 *
 * @see <a href="https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-PARAMKEYWORDS">libpq's parameters</a>
 */
final class LibpqParameters {

    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("application_name", "ApplicationName"),
            Map.entry("connect_timeout", "connectTimeout"),
            Map.entry("keepalives", "tcpKeepAlive"),
            Map.entry("target_session_attrs", "targetServerType"),
            Map.entry("load_balance_hosts", "loadBalanceHosts"),
            Map.entry("channel_binding", "channelBinding"),
            Map.entry("require_auth", "requireAuth"),
            Map.entry("sslnegotiation", "sslNegotiation"),
            Map.entry("gssencmode", "gssEncMode"),
            Map.entry("krbsrvname", "kerberosServerName"));

    private static final Map<String, Map<String, String>> VALUES = Map.of(
            "target_session_attrs",
            Map.of(
                    "any", "any",
                    "read-write", "primary",
                    "primary", "primary",
                    "read-only", "secondary",
                    "standby", "secondary",
                    "prefer-standby", "preferSecondary"),
            "load_balance_hosts",
            Map.of("disable", "false", "random", "true"),
            "keepalives",
            Map.of("0", "false", "1", "true"));

    /** These only tune, have no effect over TCP, or request what the driver always does. */
    private static final Set<String> DROPPED = Set.of(
            "client_encoding",
            "fallback_application_name",
            "keepalives_idle",
            "keepalives_interval",
            "keepalives_count",
            "tcp_user_timeout",
            "sslcompression",
            "sslsni",
            "requirepeer",
            "max_protocol_version");

    private static final Set<String> UNSUPPORTED = Set.of(
            "passfile",
            "service",
            "servicefile",
            "replication",
            "sslcertmode",
            "sslcrl",
            "sslcrldir",
            "sslkeylogfile",
            "ssl_max_protocol_version",
            "min_protocol_version",
            "gssdelegation",
            "scram_client_key",
            "scram_server_key",
            "oauth_issuer",
            "oauth_client_id",
            "oauth_client_secret",
            "oauth_scope");

    /** The driver's names for parts that stand before the query of a URL. */
    private static final Set<String> OUTSIDE_QUERY = Set.of("PGHOST", "PGPORT", "PGDBNAME");

    private static final String SSL_MODE = "sslmode";
    private static final String SSL_MIN = "ssl_min_protocol_version";
    private static final String SSL_ROOT_CERTIFICATE = "sslrootcert";
    private static final String SYSTEM = "system";
    private static final String VERIFY_FULL = "verify-full";

    private LibpqParameters() {}

    /**
     * Translates the parameters that remain without user, password, hosts and database name.
     *
     * @throws UnusableValueException when a parameter or its value cannot be used; names the parameter, not its value
     */
    static Map<String, String> forDriver(Map<String, String> parameters) {
        Map<String, String> translated = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            if (!isDropped(name, value)) {
                translate(name, value, translated);
            }
        });
        if (SYSTEM.equals(parameters.get(SSL_ROOT_CERTIFICATE))) {
            trustSystem(translated);
        }
        return translated;
    }

    private static boolean isDropped(String name, String value) {
        // By default no supported JVM speaks a TLS version below 1.2.
        return DROPPED.contains(name) || (name.equals(SSL_MIN) && !value.equals("TLSv1.3"));
    }

    private static void translate(String name, String value, Map<String, String> translated) {
        String driverName = RENAMED.getOrDefault(name, name);
        PGProperty property = PGProperty.forName(driverName);
        if (UNSUPPORTED.contains(name) || name.equals(SSL_MIN)) {
            throw new UnusableValueException("has the parameter " + name + ", which the JDBC driver does not support");
        }
        if (property == null || OUTSIDE_QUERY.contains(driverName)) {
            throw new UnusableValueException("has a parameter that neither libpq nor the JDBC driver knows"
                    + (name.matches("\\w{1,40}") ? ": " + name : ""));
        }
        translated.put(driverName, value(name, value, property));
    }

    private static String value(String name, String value, PGProperty property) {
        Map<String, String> words = VALUES.get(name);
        if (words != null) {
            String word = words.get(value);
            if (word == null) {
                throw notOneOf(name, words.keySet().stream().sorted().toList());
            }
            return word;
        }
        if (name.equals("connect_timeout")) {
            return seconds(name, value);
        }
        // require_auth may be a list, so it is not compared with the single choices.
        String[] choices = property == PGProperty.REQUIRE_AUTH ? null : property.getChoices();
        if (choices != null && !Arrays.asList(choices).contains(value)) {
            throw notOneOf(name, List.of(choices));
        }
        return value;
    }

    /** In libpq zero or less means no limit; in the driver only zero does. */
    private static String seconds(String name, String value) {
        try {
            return String.valueOf(Math.max(0, Integer.parseInt(value.strip())));
        } catch (NumberFormatException e) {
            throw new UnusableValueException("has the parameter " + name + ", which must be a whole number of seconds");
        }
    }

    /** As in libpq: trusts the system's certificate authorities, and requires full verification. */
    private static void trustSystem(Map<String, String> translated) {
        String mode = translated.getOrDefault(SSL_MODE, VERIFY_FULL);
        if (!mode.equals(VERIFY_FULL)) {
            throw new UnusableValueException("has sslrootcert=system, which requires sslmode=verify-full");
        }
        translated.remove(SSL_ROOT_CERTIFICATE);
        translated.put(SSL_MODE, mode);
        translated.put(PGProperty.SSL_FACTORY.getName(), DefaultJavaSSLFactory.class.getName());
    }

    private static UnusableValueException notOneOf(String name, List<String> choices) {
        return new UnusableValueException(
                "has the parameter " + name + ", which must be one of " + String.join(", ", choices));
    }
}
