package dev.rollcall.platform.api;

import dev.rollcall.platform.problem.InvalidRequestException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request for one page of a list that grows. The list has the newest items first, and a page begins after the last
 * item of the previous page, so new items do not move it.
 *
 * @param limit the largest number of items, 1 to 100
 * @param after the last item of the previous page, or null for the first page
 * @param <I> the id that distinguishes items of one instant
 */
public record CursorRequest<I>(int limit, @Nullable Cursor<I> after) {

    /** The limit when the request has none. */
    public static final String DEFAULT_LIMIT = "50";

    private static final int MAX_LIMIT = 100;
    private static final Instant FAR_FUTURE = Instant.parse("9999-12-31T00:00:00Z");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final Pattern CURSOR_PATTERN = Pattern.compile("([0-9]{1,16})-(.{1,60})");

    /**
     * Reads the parameters {@code limit} and {@code cursor} of a request.
     *
     * @param id parses an id in a cursor; throws IllegalArgumentException when it is invalid
     * @throws InvalidRequestException which names the invalid parameter
     */
    public static <I> CursorRequest<I> of(String limit, @Nullable String cursor, Function<String, I> id) {
        int asked = NUMBER.matcher(limit).matches() ? Integer.parseInt(limit) : 0;
        if (asked < 1 || asked > MAX_LIMIT) {
            throw InvalidRequestException.parameters(Map.of("limit", "must be a number from 1 to " + MAX_LIMIT));
        }
        return new CursorRequest<>(asked, cursor == null ? null : parse(cursor, id));
    }

    /**
     * The cursor after which the page begins; for the first page, a position before all items. {@code highest} is above
     * any id.
     */
    public Cursor<I> afterOr(I highest) {
        return after == null ? first(highest) : after;
    }

    /** The cursor before all items of a list with the newest first. {@code highest} is above any id. */
    public static <I> Cursor<I> first(I highest) {
        return new Cursor<>(FAR_FUTURE, highest);
    }

    /** How many items to look for: one more than the limit shows that there is another page. */
    public int limitToFind() {
        return limit + 1;
    }

    /** The page, from the items found with {@link #limitToFind}. */
    public <T> CursorPage<T> page(List<T> found, Function<T, Cursor<I>> cursor) {
        if (found.size() <= limit) {
            return new CursorPage<>(found, null);
        }
        return new CursorPage<>(
                found.subList(0, limit), cursor.apply(found.get(limit - 1)).toString());
    }

    /**
     * The URL of the page after this one, or null if this is the last one.
     *
     * @param list the URL of the list, without parameters
     */
    public @Nullable String nextUrl(String list, CursorPage<?> page) {
        return page.next() == null ? null : list + "?limit=" + limit + "&cursor=" + page.next();
    }

    private static <I> Cursor<I> parse(String cursor, Function<String, I> id) {
        Matcher parts = CURSOR_PATTERN.matcher(cursor);
        try {
            if (parts.matches()) {
                return new Cursor<>(
                        Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS),
                        id.apply(parts.group(2)));
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        throw InvalidRequestException.parameters(Map.of("cursor", "must be one that an answer gave"));
    }

    /** Identifies an item of a list by its time and its id. */
    public record Cursor<I>(Instant at, I id) {

        /** The value of the parameter {@code cursor}. */
        @Override
        public String toString() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "-" + id;
        }
    }

    /**
     * A page of a list that grows.
     *
     * @param next the cursor for the next page, or null when this is the last one
     */
    public record CursorPage<T>(List<T> items, @Nullable String next) {}
}
