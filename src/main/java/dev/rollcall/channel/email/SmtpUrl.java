package dev.rollcall.channel.email;

import dev.rollcall.platform.config.UnusableValueException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * The address of the mail server: {@code smtp://user:password@host:587?starttls=true}, or {@code smtps://} for TLS from
 * the first byte. User and password are percent-decoded; without them there is no login. The default ports are 587 and
 * 465 (RFC 8314).
 */
public final class SmtpUrl {

    private static final String FORM =
            "must look like smtp://user:password@host:587?starttls=true or smtps://user:password@host:465"
                    + " (user and password percent-encoded)";
    /** Without spaces and control characters of any script. */
    private static final String HOST = "(?<host>\\[[^]\\s\\p{C}\\p{Z}]+]|[^:/?#@\\[\\]\\s\\p{C}\\p{Z}]+)";

    private static final Pattern PARTS =
            Pattern.compile("(?<scheme>(?i)smtps?(?-i))://(?:(?<user>[^:@/?#]+):(?<password>[^@/?#]+)@)?"
                    + HOST
                    + "(?::(?<port>\\d{0,5}))?/?(?:\\?starttls=(?<starttls>true|false))?");
    private static final int SUBMISSION = 587;
    private static final int SUBMISSION_OVER_TLS = 465;
    private static final int MAX_PORT = 65_535;

    private final String host;
    private final int port;
    private final @Nullable String user;
    private final @Nullable String password;
    private final Encryption encryption;

    private SmtpUrl(String host, int port, @Nullable String user, @Nullable String password, Encryption encryption) {
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
        this.encryption = encryption;
    }

    /** How the connection is encrypted. */
    enum Encryption {
        /** Not at all. */
        NONE,
        /** With STARTTLS if the server offers it. */
        OFFERED,
        /** With STARTTLS; without it nothing is sent. */
        STARTTLS,
        /** TLS from the first byte. */
        TLS
    }

    /**
     * Parses a URL.
     *
     * @throws UnusableValueException when it is invalid; the message does not repeat it, because it holds a password
     */
    public static SmtpUrl from(String text) {
        Matcher parts = PARTS.matcher(text.strip());
        if (!parts.matches()) {
            throw new UnusableValueException(FORM);
        }
        boolean tls = parts.group("scheme").equalsIgnoreCase("smtps");
        return new SmtpUrl(
                parts.group("host").replaceAll("[\\[\\]]", "").replace("%25", "%"),
                port(parts.group("port"), tls),
                decoded(parts.group("user")),
                decoded(parts.group("password")),
                tls ? Encryption.TLS : encryption(parts.group("starttls")));
    }

    /** Without the brackets of an IPv6 address. */
    String host() {
        return host;
    }

    int port() {
        return port;
    }

    @Nullable
    String user() {
        return user;
    }

    @Nullable
    String password() {
        return password;
    }

    Encryption encryption() {
        return encryption;
    }

    /** Without host, user and password, because this may end up in messages. */
    @Override
    public String toString() {
        return "SmtpUrl";
    }

    private static Encryption encryption(@Nullable String starttls) {
        if (starttls == null) {
            return Encryption.OFFERED;
        }
        return starttls.equals("true") ? Encryption.STARTTLS : Encryption.NONE;
    }

    private static int port(@Nullable String digits, boolean tls) {
        if (digits == null || digits.isEmpty()) {
            return tls ? SUBMISSION_OVER_TLS : SUBMISSION;
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > MAX_PORT) {
            throw new UnusableValueException(FORM);
        }
        return port;
    }

    private static @Nullable String decoded(@Nullable String text) {
        try {
            return text == null ? null : StringUtils.uriDecode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UnusableValueException(FORM);
        }
    }
}
