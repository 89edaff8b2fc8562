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
 * Which part of a list that grows is asked for. Such a list has the newest first, and a page begins behind where the one
 * before ended: what is added meanwhile moves nothing.
 *
 * @param limit how many at most
 * @param after the last of the page before, or null for the first page
 * @param <I> what tells apart those of one instant
 */
public record CursorRequest<I>(int limit, @Nullable Position<I> after) {

    /** How many a page has when the request does not say. */
    public static final String USUAL = "50";

    private static final int MOST = 100;
    private static final Instant BEYOND = Instant.parse("9999-12-31T00:00:00Z");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,16})-(.{1,60})");

    /**
     * Reads the parameters {@code limit} and {@code cursor} of a request.
     *
     * @param id reads an id in a cursor; throws IllegalArgumentException for what is none
     * @throws InvalidRequestException naming the parameter at fault
     */
    public static <I> CursorRequest<I> of(String limit, @Nullable String cursor, Function<String, I> id) {
        int asked = NUMBER.matcher(limit).matches() ? Integer.parseInt(limit) : 0;
        if (asked < 1 || asked > MOST) {
            throw InvalidRequestException.parameters(Map.of("limit", "must be a number from 1 to " + MOST));
        }
        return new CursorRequest<>(asked, cursor == null ? null : position(cursor, id));
    }

    /** Where to go on: behind the page before, or, given an id that is higher than any, at the beginning. */
    public Position<I> afterOr(I highest) {
        return after == null ? first(highest) : after;
    }

    /** Where a list begins that has the newest first; the id is higher than any. */
    public static <I> Position<I> first(I highest) {
        return new Position<>(BEYOND, highest);
    }

    /** How many to look for: one more than fit shows that there is another page. */
    public int limitToFind() {
        return limit + 1;
    }

    /** The page, of what was found by {@link #limitToFind}. */
    public <T> Page<T> page(List<T> found, Function<T, Position<I>> position) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        return new Page<>(
                found.subList(0, limit), position.apply(found.get(limit - 1)).toString());
    }

    private static <I> Position<I> position(String cursor, Function<String, I> id) {
        Matcher parts = CURSOR.matcher(cursor);
        try {
            if (parts.matches()) {
                return new Position<>(
                        Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS),
                        id.apply(parts.group(2)));
            }
        } catch (IllegalArgumentException e) {
            // As below.
        }
        throw InvalidRequestException.parameters(Map.of("cursor", "must be one that an answer gave"));
    }

    /** One of a list, by its time and its id. */
    public record Position<I>(Instant at, I id) {

        /** As in the parameter {@code cursor}. */
        @Override
        public String toString() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "-" + id;
        }
    }

    /**
     * A part of a list.
     *
     * @param next the cursor of the page behind, or null when this is the last one
     */
    public record Page<T>(List<T> items, @Nullable String next) {}
}
