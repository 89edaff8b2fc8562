package dev.rollcall.channel.address;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The origin of a receiver's address: scheme, host and port, without user and password (RFC 6454, 4). */
public final class ReceiverOrigin {

    private static final Pattern ORIGIN =
            Pattern.compile("(https?://)(?:[^/?#@]*@)?([^/?#]*)", Pattern.CASE_INSENSITIVE);

    private ReceiverOrigin() {}

    /** Empty if the text is not an HTTP address, for example because it begins with a placeholder. */
    public static Optional<String> of(String address) {
        Matcher origin = ORIGIN.matcher(address);
        return origin.lookingAt()
                ? Optional.of((origin.group(1) + origin.group(2)).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }
}
