package dev.rollcall.flip;

import dev.rollcall.platform.problem.InvalidRequestException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The period whose flips a request asks for; null means that it is open on that side.
 *
 * @param from the first instant of the period
 * @param before the first instant after the period
 */
record FlipPeriod(@Nullable Instant from, @Nullable Instant before) {

    static final FlipPeriod ALL = new FlipPeriod(null, null);

    private static final long YEAR_SECONDS = 31_536_000;

    /** A time in the year 2286, the limit of the published API. It also refuses timestamps in milliseconds. */
    private static final long LAST_TIMESTAMP = 10_000_000_000L;

    /**
     * Reads the parameters of the published API; null means that a parameter is absent. An empty {@code seconds} is
     * ignored, an empty {@code start} or {@code end} is invalid, as in the published API.
     *
     * @param seconds how many seconds ago the period begins
     * @param start the UNIX timestamp at which the period begins; the later of the two beginnings is used
     * @param end the UNIX timestamp at which the period ends
     * @throws InvalidRequestException naming every invalid parameter
     */
    static FlipPeriod of(@Nullable String seconds, @Nullable String start, @Nullable String end, Instant now) {
        Map<String, String> faults = new TreeMap<>();
        Long last = number("seconds", "".equals(seconds) ? null : seconds, YEAR_SECONDS, faults);
        Long first = number("start", start, LAST_TIMESTAMP, faults);
        Long beyond = number("end", end, LAST_TIMESTAMP, faults);
        if (!faults.isEmpty()) {
            throw InvalidRequestException.parameters(faults);
        }
        Instant from = first == null ? null : Instant.ofEpochSecond(first);
        Instant since = last == null ? null : now.minusSeconds(last);
        return new FlipPeriod(
                from == null || (since != null && since.isAfter(from)) ? since : from,
                beyond == null ? null : Instant.ofEpochSecond(beyond));
    }

    private static @Nullable Long number(String name, @Nullable String text, long largest, Map<String, String> faults) {
        if (text == null) {
            return null;
        }
        if (!text.matches("-?[0-9]+")) {
            faults.put(name, "is not a number");
            return null;
        }
        // A longer number would not fit into a long.
        if (text.startsWith("-") || text.length() > 11 || Long.parseLong(text) > largest) {
            faults.put(name, "is out of bounds");
            return null;
        }
        return Long.valueOf(text);
    }
}
