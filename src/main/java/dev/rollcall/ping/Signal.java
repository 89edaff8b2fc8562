package dev.rollcall.ping;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The signal at the end of the URL of a ping.
 *
 * @param exitStatus 0 to 255, or null if the signal has a name
 */
record Signal(PingKind kind, @Nullable Integer exitStatus) {

    /** The signal of a URL that ends without one. */
    static final Signal SUCCESS = new Signal(PingKind.SUCCESS, null);

    private static final Pattern EXIT_STATUS = Pattern.compile("\\d{1,3}");
    private static final int MAX_EXIT_STATUS = 255;

    /** Empty if the text is neither the name of a signal, in any letter case, nor an exit status from 0 to 255. */
    static Optional<Signal> of(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "start" -> Optional.of(new Signal(PingKind.START, null));
            case "fail" -> Optional.of(new Signal(PingKind.FAIL, null));
            case "log" -> Optional.of(new Signal(PingKind.LOG, null));
            default -> exitStatus(text);
        };
    }

    private static Optional<Signal> exitStatus(String text) {
        if (!EXIT_STATUS.matcher(text).matches() || Integer.parseInt(text) > MAX_EXIT_STATUS) {
            return Optional.empty();
        }
        int status = Integer.parseInt(text);
        return Optional.of(new Signal(status == 0 ? PingKind.SUCCESS : PingKind.FAIL, status));
    }
}
