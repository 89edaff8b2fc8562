package dev.rollcall.ping;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
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

    /** The match of leading zeros does not backtrack, so a long run of them takes linear time. */
    private static final Pattern NUMBER = Pattern.compile("(?=\\d)0*+(\\d*+)");

    private static final int MAX_EXIT_STATUS = 255;

    /** Whether the text is a number above 255. The published API answers 400 to it, and 404 to an unknown signal. */
    static boolean isImpossibleExitStatus(String text) {
        Matcher number = NUMBER.matcher(text);
        return number.matches() && !isExitStatus(number.group(1));
    }

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
        Matcher number = NUMBER.matcher(text);
        if (!number.matches() || !isExitStatus(number.group(1))) {
            return Optional.empty();
        }
        int status = toInt(number.group(1));
        return Optional.of(new Signal(status == 0 ? PingKind.SUCCESS : PingKind.FAIL, status));
    }

    private static boolean isExitStatus(String digits) {
        return digits.length() <= 3 && toInt(digits) <= MAX_EXIT_STATUS;
    }

    /** Nothing but leading zeros is zero. */
    private static int toInt(String digits) {
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }
}
