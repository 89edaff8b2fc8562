package dev.rollcall.platform.page;

import java.util.List;

/**
 * One page of a list that a person leafs through. Pages are requested by number, so this is meant for lists of some
 * thousands.
 *
 * @param number from 1
 * @param hasNext whether there is a page after it
 */
public record NumberedPage<T>(List<T> items, int number, boolean hasNext) {

    private static final int MAX_NUMBER = 10_000;

    /**
     * Reads a page, and one more row to know whether another page follows.
     *
     * @param asked the number in the URL; the nearest possible number counts
     * @param size the maximum number of items on a page
     */
    public static <T> NumberedPage<T> read(int asked, int size, Rows<T> rows) {
        int number = Math.min(Math.max(asked, 1), MAX_NUMBER);
        List<T> found = rows.read((number - 1) * size, size + 1);
        return new NumberedPage<>(found.subList(0, Math.min(size, found.size())), number, found.size() > size);
    }

    /** Rows of a list in its order. */
    public interface Rows<T> {

        List<T> read(int offset, int limit);
    }
}
