package dev.rollcall.channel.address;

import static testing.Fuzzed.require;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import testing.Fuzzed;

/**
 * Reads any text as the address of a receiver. It is refused, or it has a host and a target that fit into the first
 * lines of a request, and where {@link URI} finds a host, the same one: otherwise a filter could examine another host
 * than the one that is called.
 */
public final class ReceiverAddressFuzz {

    private ReceiverAddressFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = Fuzzed.text(input);
        ReceiverAddress address;
        try {
            address = ReceiverAddress.parse(text);
        } catch (IllegalArgumentException e) {
            int at = text.lastIndexOf('@');
            Fuzzed.hides(e, at < 0 ? "" : text.substring(text.lastIndexOf(':', at) + 1, at), "");
            return;
        }
        require(address.scheme().equals("http") || address.scheme().equals("https"), "another scheme");
        require(!address.host().isEmpty() && isPlain(address.host()), "no host");
        require(address.port() == -1 || (address.port() >= 1 && address.port() <= 65_535), "no port");
        require(address.target().startsWith("/") && isPlain(address.target()), "no target");
        require(ReceiverOrigin.of(text).isPresent(), "no origin");
        PrivateAddress.isWritten(address.host());
        @Nullable String host = host(text);
        if (host != null) {
            require(
                    address.host()
                            .equalsIgnoreCase(host.replaceAll("[\\[\\]]", "").replace("%25", "%")),
                    "another host");
        }
    }

    /** Whether it has only visible characters of ASCII. */
    private static boolean isPlain(String text) {
        return text.chars().allMatch(character -> character > ' ' && character < 0x7f);
    }

    private static @Nullable String host(String text) {
        try {
            return new URI(text).getHost();
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
