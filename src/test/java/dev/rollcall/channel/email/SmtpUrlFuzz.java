package dev.rollcall.channel.email;

import static testing.Fuzzed.require;

import dev.rollcall.platform.config.UnusableValueException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import testing.Fuzzed;

/**
 * Reads any text as SMTP_URL. It is refused without its password, or it has a host and a port, and where {@link URI}
 * reads it too, the same host, port and user.
 */
public final class SmtpUrlFuzz {

    /** The only message. It says how an address looks. */
    private static final String REFUSAL = "must look like smtp://user:password@host:587?starttls=true or"
            + " smtps://user:password@host:465 (user and password percent-encoded)";

    private SmtpUrlFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = Fuzzed.text(input);
        SmtpUrl url;
        try {
            url = SmtpUrl.from(text);
        } catch (UnusableValueException e) {
            require(String.valueOf(e.getMessage()).equals(REFUSAL), "another message");
            return;
        }
        require(!url.host().isEmpty(), "no host");
        require(
                url.host().codePoints().noneMatch(each -> Character.isISOControl(each) || Character.isSpaceChar(each)),
                "an invisible character in the host");
        require(url.port() >= 1 && url.port() <= 65_535, "no port");
        require((url.user() == null) == (url.password() == null), "a user without a password");
        require(url.toString().equals("SmtpUrl"), "the text of the object is not its name");
        @Nullable URI uri = uri(text.strip());
        if (uri != null && uri.getHost() != null) {
            require(url.host().equals(uri.getHost().replaceAll("[\\[\\]]", "").replace("%25", "%")), "another host");
            boolean tls = uri.getScheme().equalsIgnoreCase("smtps");
            require(url.port() == (uri.getPort() < 0 ? (tls ? 465 : 587) : uri.getPort()), "another port");
            require(
                    url.user() == null || Objects.equals(url.user() + ":" + url.password(), uri.getUserInfo()),
                    "another user");
        }
    }

    private static @Nullable URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
