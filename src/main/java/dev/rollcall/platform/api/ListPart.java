package dev.rollcall.platform.api;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list that may be too long for memory: it is read and written one part after the other.
 *
 * @param items may be empty even when more parts follow
 * @param next where the next part begins, or null after the last part
 * @param <P> a position in the list
 */
public record ListPart<T, P>(List<T> items, @Nullable P next) {

    /** The same part with each item converted. */
    public <R> ListPart<R, P> map(Function<T, R> convert) {
        return new ListPart<>(items.stream().map(convert).toList(), next);
    }
}
