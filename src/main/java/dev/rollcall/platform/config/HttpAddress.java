package dev.rollcall.platform.config;

import java.net.IDN;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * An http or https address without user, query and fragment. The host may be any that RFC 3986 allows.
 * {@link URI#getHost} is null for a host with an underscore, which Compose and Swarm create.
 */
public final class HttpAddress {

    private static final String NAME = "(?:[\\w.~!$&'()*+,;=-]|%\\p{XDigit}{2})++";
    private static final Pattern PARTS = Pattern.compile(
            "(?<scheme>https?)://(?<host>" + NAME + "|\\[[^]@]+])(?::(?<port>\\d{0,5}))?"
                    + "(?<path>/(?:[\\w.~!$&'()*+,;=:@/-]|%\\p{XDigit}{2})*+)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BEFORE_PATH =
            Pattern.compile("(?<scheme>[A-Za-z]+://)(?<authority>[^/?#]*)(?<path>.*)");
    private static final int MAX_PORT = 65_535;

    private final String root;

    private HttpAddress(String root) {
        this.root = root;
    }

    /**
     * Reads an address. A host with letters beyond ASCII is converted to its ASCII form, as name servers know it.
     *
     * @throws UnusableValueException when it is invalid; the message repeats it unless it may hold a password
     */
    public static HttpAddress from(String text) {
        Matcher parts = PARTS.matcher(inAscii(text.strip()));
        if (!parts.matches() || !isPort(parts.group("port")) || !isHost(parts.group("host"))) {
            throw new UnusableValueException("must be an http:// or https:// address"
                    + (text.contains("@") ? " without user and password" : ", but is '" + text + "'"));
        }
        String port = parts.group("port");
        String path = parts.group("path");
        return new HttpAddress(parts.group("scheme").toLowerCase(Locale.ROOT) + "://" + parts.group("host")
                + (port == null || port.isEmpty() ? "" : ":" + port)
                + (path == null ? "" : StringUtils.trimTrailingCharacter(path, '/')));
    }

    /** The address of {@code path}, which begins with a slash, below this one. */
    public URI at(String path) {
        return URI.create(root + path);
    }

    /** In ASCII and without a trailing slash: {@code https://host:port/path}. */
    @Override
    public String toString() {
        return root;
    }

    private static String inAscii(String text) {
        Matcher parts = BEFORE_PATH.matcher(text);
        if (!parts.matches() || text.chars().allMatch(character -> character < 0x80)) {
            return text;
        }
        try {
            return parts.group("scheme") + IDN.toASCII(parts.group("authority")) + parts.group("path");
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static boolean isPort(@Nullable String digits) {
        return digits == null
                || digits.isEmpty()
                || (Integer.parseInt(digits) >= 1 && Integer.parseInt(digits) <= MAX_PORT);
    }

    /** The pattern has checked names; the JDK checks IPv6 addresses. */
    private static boolean isHost(String host) {
        try {
            return !host.startsWith("[") || URI.create("http://" + host).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
