package dev.rollcall.platform.database;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/** An array parameter for {@code ANY} and {@code unnest}: one statement handles many rows. */
public final class SqlArray {

    private SqlArray() {}

    /** Takes one value from each row; {@code type} is the Postgres type of the elements, such as {@code text}. */
    public static <T> SqlArrayValue of(String type, Collection<T> rows, Function<T, @Nullable Object> part) {
        return new SqlArrayValue(type, rows.stream().map(part).toArray());
    }
}
