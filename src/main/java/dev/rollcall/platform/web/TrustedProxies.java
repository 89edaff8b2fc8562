package dev.rollcall.platform.web;

import dev.rollcall.platform.config.UnusableValueException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.catalina.util.NetMask;
import org.apache.hc.core5.net.InetAddressUtils;

/** The networks of the proxies that are trusted to name the caller: {@code 10.0.0.0/8,192.0.2.7}, or {@code none}. */
public final class TrustedProxies {

    private static final String NONE = "none";

    private final List<String> networks;

    private TrustedProxies(List<String> networks) {
        this.networks = networks;
    }

    /**
     * Reads addresses and networks separated by commas.
     *
     * @throws UnusableValueException when a part is neither an address nor a network
     */
    public static TrustedProxies of(String text) {
        return text.strip().equals(NONE)
                ? new TrustedProxies(List.of())
                : new TrustedProxies(Arrays.stream(text.split(",", -1))
                        .map(part -> network(part.strip()))
                        .toList());
    }

    /** Whether this literal address belongs to one of the networks. */
    boolean contains(String address) {
        try {
            InetAddress peer = InetAddress.getByName(address);
            return networks.stream().anyMatch(network -> new NetMask(network).matches(peer));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    boolean isNone() {
        return networks.isEmpty();
    }

    /** The networks, each with the length of its prefix, separated by commas. */
    @Override
    public String toString() {
        return isNone() ? NONE : String.join(",", networks);
    }

    private static String network(String part) {
        String address = part.replaceFirst("/.*", "");
        boolean isIPv4 = InetAddressUtils.isIPv4(address);
        // Checked first, because Tomcat would look up a name in DNS.
        if (!isIPv4 && !InetAddressUtils.isIPv6(address)) {
            throw unusable(part);
        }
        String network = part.equals(address) ? address + (isIPv4 ? "/32" : "/128") : part;
        try {
            new NetMask(network);
        } catch (IllegalArgumentException e) {
            throw unusable(part);
        }
        return network;
    }

    private static UnusableValueException unusable(String part) {
        return new UnusableValueException("must be addresses and networks separated by commas, such as"
                + " 10.0.0.0/8,192.0.2.7, or none; but '" + part + "' is neither");
    }
}
