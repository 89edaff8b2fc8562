package dev.rollcall.channel.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.springframework.boot.http.client.InetAddressFilter;

/**
 * The addresses that receivers on the internet can have. Spring Boot's filter refuses the special ranges of RFC 6890.
 * It accepts IPv6 addresses that lead to an IPv4 address in another way, and ranges that were reserved later.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry/iana-ipv6-special-registry.xhtml">IANA's
 *     list</a>
 */
public final class PublicAddresses {

    /**
     * All IPv6 addresses of the internet (RFC 4291, 2.4). Outside are IPv4-compatible and IPv4-translated addresses and
     * both prefixes of NAT64 (RFC 6052, RFC 8215), which may lead to a private IPv4 address.
     */
    private static final InetAddressFilter GLOBAL_UNICAST = InetAddressFilter.of("2000::/3");

    /** For documentation (RFC 9637). */
    private static final InetAddressFilter DOCUMENTATION = InetAddressFilter.of("3fff::/20");

    private static final InetAddressFilter FILTER = InetAddressFilter.externalAddresses()
            .and(address -> !(address instanceof Inet6Address)
                    || (GLOBAL_UNICAST.matches(address) && !DOCUMENTATION.matches(address) && !isTunnel(address)));

    private PublicAddresses() {}

    /** Matches addresses that are neither private, loopback nor link-local, nor lead to such an address. */
    public static InetAddressFilter filter() {
        return FILTER;
    }

    /** Whether it ends in 0:5efe or 200:5efe and an IPv4 address, to which a tunnel leads (ISATAP, RFC 5214, 6.1). */
    private static boolean isTunnel(InetAddress address) {
        byte[] bytes = address.getAddress();
        return (bytes[8] & ~0x02) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
    }
}
