package dev.rollcall.flip;

import dev.rollcall.platform.problem.InvalidRequestException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which flips a request asks for; null for no end on that side.
 *
 * @param from the first instant that counts
 * @param before the first instant that no longer does
 */
record FlipPeriod(@Nullable Instant from, @Nullable Instant before) {

    static final FlipPeriod ALL = new FlipPeriod(null, null);

    private static final long YEAR_SECONDS = 31_536_000;

    /** In the year 2286: a bound of the published API, and one that tells milliseconds from seconds. */
    private static final long LAST_TIMESTAMP = 10_000_000_000L;

    /**
     * From the parameters of the published API, each of them null or empty where it is not given.
     *
     * @param seconds how long ago the period begins
     * @param start the UNIX timestamp at which it begins; the later beginning counts
     * @param end the UNIX timestamp at which it ends
     * @throws InvalidRequestException naming every parameter at fault
     */
    static FlipPeriod of(@Nullable String seconds, @Nullable String start, @Nullable String end, Instant now) {
        Map<String, String> faults = new TreeMap<>();
        Long last = number("seconds", seconds, YEAR_SECONDS, faults);
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
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!text.matches("-?[0-9]+")) {
            faults.put(name, "is not a number");
            return null;
        }
        // Longer numbers than these are not even read.
        if (text.startsWith("-") || text.length() > 11 || Long.parseLong(text) > largest) {
            faults.put(name, "is out of bounds");
            return null;
        }
        return Long.valueOf(text);
    }
}
