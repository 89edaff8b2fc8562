package dev.rollcall.flip;

import dev.rollcall.platform.problem.InvalidRequestException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The flips that a request asks for. Null means no limit on that side.
 *
 * @param from the first instant of the period
 * @param before the first instant after the period
 */
record FlipPeriod(@Nullable Instant from, @Nullable Instant before) {

    static final FlipPeriod ALL = new FlipPeriod(null, null);

    /** One year, the limit of the published API. */
    private static final long MAX_SECONDS = 31_536_000;

    /** In the year 2286, the limit of the published API. A time in milliseconds is above it. */
    private static final long MAX_TIMESTAMP = 10_000_000_000L;

    /**
     * Reads the parameters of the published API. A parameter that is null is not given. As in the published API, an
     * empty {@code seconds} counts as not given, and an empty {@code start} or {@code end} is invalid.
     *
     * @param seconds how many seconds ago the period begins
     * @param start the UNIX timestamp at which it begins; if {@code seconds} is given as well, the later beginning
     *     counts
     * @param end the UNIX timestamp at which it ends
     * @throws InvalidRequestException that names every invalid parameter
     */
    static FlipPeriod of(@Nullable String seconds, @Nullable String start, @Nullable String end, Instant now) {
        Map<String, String> faults = new TreeMap<>();
        Long last = number("seconds", "".equals(seconds) ? null : seconds, MAX_SECONDS, faults);
        Long first = number("start", start, MAX_TIMESTAMP, faults);
        Long beyond = number("end", end, MAX_TIMESTAMP, faults);
        if (!faults.isEmpty()) {
            throw InvalidRequestException.parameters(faults);
        }
        Instant from = first == null ? null : Instant.ofEpochSecond(first);
        Instant since = last == null ? null : now.minusSeconds(last);
        return new FlipPeriod(
                from == null || (since != null && since.isAfter(from)) ? since : from,
                beyond == null ? null : Instant.ofEpochSecond(beyond));
    }

    private static @Nullable Long number(String name, @Nullable String text, long max, Map<String, String> faults) {
        if (text == null) {
            return null;
        }
        if (!text.matches("-?[0-9]+")) {
            faults.put(name, "is not a number");
            return null;
        }
        // A longer number may not fit into a long.
        if (text.startsWith("-") || text.length() > 11 || Long.parseLong(text) > max) {
            faults.put(name, "is out of bounds");
            return null;
        }
        return Long.valueOf(text);
    }
}
