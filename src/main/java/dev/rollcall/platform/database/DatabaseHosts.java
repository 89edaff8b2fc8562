package dev.rollcall.platform.database;

import dev.rollcall.platform.config.UnusableValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The servers that a libpq URL names, as the JDBC driver lists them: {@code host:port,host:port}. */
final class DatabaseHosts {

    private static final Pattern NAME = Pattern.compile("[^\\s:/?#@,\\[\\]&%=\"<>\\\\]+");
    private static final Pattern IPV6 = Pattern.compile("[\\p{XDigit}.]*:[\\p{XDigit}:.]+(?:%[\\w.~-]+)?");
    private static final String DEFAULT_PORT = "5432";
    private static final int MAX_PORT = 65_535;

    private DatabaseHosts() {}

    /**
     * Reads lists separated by commas. A single port is used for all hosts; an empty port means 5432.
     *
     * @param addresses libpq's {@code hostaddr}; used when no host is given
     * @throws UnusableValueException when a host is missing, invalid or a Unix socket, or a port is invalid
     */
    static String of(@Nullable String hosts, @Nullable String addresses, @Nullable String ports) {
        if (hosts != null && addresses != null) {
            throw new UnusableValueException(
                    "has both a host and the parameter hostaddr, which the JDBC driver does not support");
        }
        String given = hosts == null ? addresses : hosts;
        if (given == null || given.isEmpty()) {
            throw new UnusableValueException("names no host; a Unix socket is not supported");
        }
        String[] names = given.split(",", -1);
        String[] numbers = ports == null ? new String[] {""} : ports.split(",", -1);
        if (numbers.length != 1 && numbers.length != names.length) {
            throw new UnusableValueException("names " + names.length + " hosts and " + numbers.length + " ports");
        }
        List<String> servers = new ArrayList<>();
        for (int n = 0; n < names.length; n++) {
            servers.add(host(names[n]) + ":" + port(numbers[numbers.length == 1 ? 0 : n]));
        }
        return String.join(",", servers);
    }

    private static String host(String name) {
        if (name.isEmpty() || name.startsWith("/") || name.startsWith("@")) {
            throw new UnusableValueException("names a Unix socket or an empty host; only TCP is supported");
        }
        if (IPV6.matcher(name).matches()) {
            return "[" + name + "]";
        }
        if (!NAME.matcher(name).matches()) {
            throw new UnusableValueException("names an invalid host");
        }
        return name;
    }

    private static String port(String digits) {
        if (digits.isEmpty()) {
            return DEFAULT_PORT;
        }
        if (!digits.matches("\\d{1,5}") || Integer.parseInt(digits) < 1 || Integer.parseInt(digits) > MAX_PORT) {
            throw new UnusableValueException("names a port that is not between 1 and " + MAX_PORT);
        }
        return digits;
    }
}
