package dev.rollcall.platform.web;

import java.util.ArrayDeque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.net.InetAddressUtils;
import org.jspecify.annotations.Nullable;

/** Reads {@code X-Forwarded-For}, to which each proxy appends the address of its caller. */
final class ForwardedFor {

    static final String HEADER = "X-Forwarded-For";

    /** An address may have a port. An IPv6 address with a port is in brackets. */
    private static final Pattern BRACKETED = Pattern.compile("\\[([0-9A-Fa-f:.]+)(?:%[^]]*)?](?::\\d{1,5})?");

    private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+):\\d{1,5}");

    /** A zone means something only on the machine that wrote it, and may be any text. */
    private static final Pattern ZONED = Pattern.compile("([0-9A-Fa-f:.]+)%.*");

    private ForwardedFor() {}

    /**
     * The addresses at the end of the header, without ports; empty when the last entry is not an address. Entries
     * before an invalid one are left out: a proxy that passed it on has not checked those either.
     */
    static String usable(List<String> values) {
        String[] entries = String.join(",", values).split(",", -1);
        var addresses = new ArrayDeque<String>();
        for (int n = entries.length - 1; n >= 0; n--) {
            String address = address(entries[n].strip());
            if (address == null) {
                break;
            }
            addresses.addFirst(address);
        }
        return String.join(", ", addresses);
    }

    private static @Nullable String address(String entry) {
        String address = unwrapped(
                BRACKETED.matcher(entry), unwrapped(WITH_PORT.matcher(entry), unwrapped(ZONED.matcher(entry), entry)));
        boolean isAddress = InetAddressUtils.isIPv4(address)
                || InetAddressUtils.isIPv6(address)
                || InetAddressUtils.isIPv4MappedIPv6(address);
        return isAddress ? address : null;
    }

    private static String unwrapped(Matcher matcher, String otherwise) {
        return matcher.matches() ? matcher.group(1) : otherwise;
    }
}
