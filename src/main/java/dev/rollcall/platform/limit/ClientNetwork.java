package dev.rollcall.platform.limit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** What counts as one client: an IPv4 address, or an IPv6 network, in which its owner can choose any address. */
public final class ClientNetwork {

    /** A client has at least this part of an IPv6 address to itself. */
    private static final int IPV6_NETWORK_BYTES = 8;

    private ClientNetwork() {}

    /**
     * The client that has this address.
     *
     * @param address a literal address
     */
    public static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            // A literal address is not looked up.
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, IPV6_NETWORK_BYTES)));
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
