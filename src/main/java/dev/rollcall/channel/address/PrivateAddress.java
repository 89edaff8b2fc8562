package dev.rollcall.channel.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds hosts whose text shows that they are private, loopback or link-local, without a look-up. Names are resolved
 * when an alert is sent, because their address may change until then.
 */
public final class PrivateAddress {

    private static final String LOCALHOST = "localhost";
    private static final int PARTS = 4;
    private static final int BYTE_BITS = 8;

    private PrivateAddress() {}

    /** Whether the host is such an address, or {@code localhost}, which always leads to this machine. */
    public static boolean isWritten(String text) {
        // A trailing dot says that the name is complete.
        String host = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals(LOCALHOST)
                || name.endsWith("." + LOCALHOST)
                || literal(host)
                        .filter(address -> !PublicAddresses.filter().matches(address))
                        .isPresent();
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            if (host.contains(":")) {
                int scope = host.indexOf('%');
                // In brackets it is never looked up.
                return Optional.of(InetAddress.getByName("[" + (scope < 0 ? host : host.substring(0, scope)) + "]"));
            }
            return host.matches("\\d{1,10}(\\.\\d{1,10}){0,3}")
                    ? Optional.of(InetAddress.getByAddress(bytes(host)))
                    : Optional.empty();
        } catch (UnknownHostException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** An IPv4 address of one to four numbers; the last one fills what is left, so 127.1 is 127.0.0.1. */
    private static byte[] bytes(String host) {
        String[] numbers = host.split("\\.");
        long address = 0;
        for (int n = 0; n < numbers.length; n++) {
            boolean isLast = n == numbers.length - 1;
            int bits = isLast ? BYTE_BITS * (PARTS - n) : BYTE_BITS;
            long number = Long.parseLong(numbers[n]);
            if (number >= 1L << bits) {
                throw new NumberFormatException("not an IPv4 address");
            }
            address = address << bits | number;
        }
        return new byte[] {
            (byte) (address >> (3 * BYTE_BITS)),
            (byte) (address >> (2 * BYTE_BITS)),
            (byte) (address >> BYTE_BITS),
            (byte) address
        };
    }
}
