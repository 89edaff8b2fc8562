package dev.rollcall.platform.database;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/** A parameter of many values, for {@code ANY} and {@code unnest}: one statement for many rows. */
public final class SqlArray {

    private SqlArray() {}

    /** One part of each row, as an array of this Postgres type. */
    public static <T> SqlArrayValue of(String type, Collection<T> rows, Function<T, @Nullable Object> part) {
        return new SqlArrayValue(type, rows.stream().map(part).toArray());
    }
}
