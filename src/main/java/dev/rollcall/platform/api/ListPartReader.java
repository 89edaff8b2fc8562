package dev.rollcall.platform.api;

import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list part by part. Each call takes a database connection and returns it, so a caller may take as long as it
 * likes between two calls.
 *
 * @param <P> a position in the list
 */
@FunctionalInterface
public interface ListPartReader<T, P> {

    /** The part that begins after this position; the first part for null. */
    ListPart<T, P> read(@Nullable P after);

    /** Reads the whole list and adds it up, without keeping it. */
    default <R> R fold(R start, BiFunction<R, List<T>, R> add) {
        ListPart<T, P> part = read(null);
        R sum = add.apply(start, part.items());
        while (part.next() != null) {
            part = read(part.next());
            sum = add.apply(sum, part.items());
        }
        return sum;
    }
}
