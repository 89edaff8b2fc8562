package dev.rollcall.channel.address;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a receiver, by RFC 3986, with {@code _} in host names and any case in the scheme. Docker Compose and
 * Swarm create such host names, and {@link URI#getHost()} is null for them.
 *
 * @param scheme {@code http} or {@code https}
 * @param host without the brackets of an IPv6 address
 * @param port -1 for the default port of the scheme
 * @param userInfo percent-encoded, or null when there is none
 * @param target path and query, as sent in the request line
 */
public record ReceiverAddress(
        String scheme, String host, int port, @Nullable String userInfo, String target) {

    private static final Pattern PARTS = Pattern.compile(
            "(?<scheme>https?)://(?:(?<user>[^@/?#\\[\\]\\s]*)@)?(?<host>\\[[0-9a-f:.]+(?:%25[\\w.~-]+)?]|[\\w.-]+)"
                    + "(?::(?<port>\\d{0,5}))?(?<rest>[/?#].*)?",
            Pattern.CASE_INSENSITIVE);
    private static final int MAX_PORT = 65_535;

    /**
     * Parses an address.
     *
     * @throws IllegalArgumentException when it is invalid; the message does not repeat it, because it may hold a token
     */
    public static ReceiverAddress parse(String text) {
        Matcher parts = PARTS.matcher(text);
        // URI would fail in another way for a lone surrogate.
        if (!parts.matches() || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("not an http:// or https:// address");
        }
        String scheme = parts.group("scheme").toLowerCase(Locale.ROOT);
        String host = parts.group("host").replaceAll("[\\[\\]]", "").replace("%25", "%");
        String userInfo = parts.group("user");
        int port = port(parts.group("port"));
        try {
            if (userInfo != null) {
                credentials(userInfo);
            }
            return new ReceiverAddress(scheme, host, port, userInfo, target(parts.group("rest")));
        } catch (IllegalArgumentException e) {
            // Its message repeats the text.
            throw new IllegalArgumentException("an invalid character, or an invalid percent-encoding");
        }
    }

    public static boolean isValid(String text) {
        try {
            parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The value of the header Authorization for user and password (RFC 7617), or null without a user. */
    public @Nullable String authorization() {
        return userInfo == null
                ? null
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString(credentials(userInfo).getBytes(StandardCharsets.UTF_8));
    }

    /** Without address and password, because records may end up in logs. */
    @Override
    public String toString() {
        return "ReceiverAddress";
    }

    private static String credentials(String userInfo) {
        // A plus sign stands for itself; it means a space only in forms.
        String decoded = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        return decoded.contains(":") ? decoded : decoded + ":";
    }

    private static int port(@Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return -1;
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("not a port");
        }
        return port;
    }

    private static String target(@Nullable String rest) {
        String relative = rest == null || !rest.startsWith("/") ? "/" + (rest == null ? "" : rest) : rest;
        // Parsed after a host, because a path may begin with two slashes.
        URI uri = URI.create("http://h" + relative);
        String path = URI.create(uri.toASCIIString()).getRawPath();
        String query = URI.create(uri.toASCIIString()).getRawQuery();
        return query == null ? path : path + "?" + query;
    }
}
