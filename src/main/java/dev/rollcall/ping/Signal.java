package dev.rollcall.ping;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a ping's address says.
 *
 * @param exitStatus 0 to 255, when it is an exit status
 */
record Signal(PingKind kind, @Nullable Integer exitStatus) {

    /** An address without a signal. */
    static final Signal SUCCESS = new Signal(PingKind.SUCCESS, null);

    private static final Pattern EXIT_STATUS = Pattern.compile("\\d{1,3}");
    private static final int HIGHEST_EXIT_STATUS = 255;

    /** Empty when it is neither the name of a signal nor an exit status that there can be. */
    static Optional<Signal> of(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "start" -> Optional.of(new Signal(PingKind.START, null));
            case "fail" -> Optional.of(new Signal(PingKind.FAIL, null));
            case "log" -> Optional.of(new Signal(PingKind.LOG, null));
            default -> exitStatus(text);
        };
    }

    private static Optional<Signal> exitStatus(String text) {
        if (!EXIT_STATUS.matcher(text).matches() || Integer.parseInt(text) > HIGHEST_EXIT_STATUS) {
            return Optional.empty();
        }
        int status = Integer.parseInt(text);
        return Optional.of(new Signal(status == 0 ? PingKind.SUCCESS : PingKind.FAIL, status));
    }
}
