package dev.rollcall.platform.web;

import dev.rollcall.platform.config.UnusableValueException;
import java.util.Arrays;
import java.util.List;
import org.apache.catalina.util.NetMask;
import org.apache.hc.core5.net.InetAddressUtils;

/** The networks whose word is taken for who called: {@code 10.0.0.0/8,192.0.2.7}, or {@code none}. */
public final class TrustedProxies {

    private static final String NONE = "none";

    private final List<String> networks;

    private TrustedProxies(List<String> networks) {
        this.networks = networks;
    }

    /** @throws UnusableValueException when a part is neither an address nor a network */
    public static TrustedProxies of(String text) {
        return text.strip().equals(NONE)
                ? new TrustedProxies(List.of())
                : new TrustedProxies(Arrays.stream(text.split(",", -1))
                        .map(part -> network(part.strip()))
                        .toList());
    }

    boolean isNone() {
        return networks.isEmpty();
    }

    /** Each as address and length of its prefix, separated by commas. */
    @Override
    public String toString() {
        return isNone() ? NONE : String.join(",", networks);
    }

    private static String network(String part) {
        String address = part.replaceFirst("/.*", "");
        boolean isShort = InetAddressUtils.isIPv4(address);
        // Looked at first: Tomcat would ask a name server for the address of a name.
        if (!isShort && !InetAddressUtils.isIPv6(address)) {
            throw unusable(part);
        }
        String network = part.equals(address) ? address + (isShort ? "/32" : "/128") : part;
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
