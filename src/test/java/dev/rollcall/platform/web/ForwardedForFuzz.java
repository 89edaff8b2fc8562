package dev.rollcall.platform.web;

import static testing.Fuzzed.require;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import testing.Fuzzed;

/**
 * Reads any lines as X-Forwarded-For. What is left are addresses that the JDK reads without a look-up, they stood at
 * the end of the header in this order, and a second reading changes nothing.
 */
public final class ForwardedForFuzz {

    private ForwardedForFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        List<String> values = Arrays.asList(Fuzzed.text(input).split("\n", -1));
        String usable = ForwardedFor.usable(values);
        require(usable.equals(ForwardedFor.usable(List.of(usable))), "another result the second time");
        if (usable.isEmpty()) {
            return;
        }
        String[] found = usable.split(", ", -1);
        String[] given = String.join(",", values).split(",", -1);
        require(found.length <= given.length, "more addresses than were given");
        for (int n = 1; n <= found.length; n++) {
            String address = found[found.length - n];
            require(isAddress(address), "no address: " + address);
            require(given[given.length - n].contains(address), "an address that was not given");
        }
    }

    private static boolean isAddress(String text) {
        try {
            if (text.contains(":")) {
                // In brackets it is never looked up.
                return InetAddress.getByName("[" + text + "]").getAddress().length > 0;
            }
            String[] parts = text.split("\\.", -1);
            return parts.length == 4
                    && Arrays.stream(parts)
                            .allMatch(part -> part.matches("[0-9]{1,3}") && Integer.parseInt(part) < 256);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
