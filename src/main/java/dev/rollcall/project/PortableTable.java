package dev.rollcall.project;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows move with their project between deploys. A module only declares a bean of this type, and the tasks
 * {@code export} and {@code import} include its rows.
 *
 * @param kind the name of such a row in a line of an export: {@code check}
 * @param position rows with a lower position come first, because later rows refer to them
 * @param belongsTo the SQL condition that a row {@code t} belongs to the project {@code :project}; it selects the rows
 *     to export and checks the rows of an import
 * @param order the columns to sort by, as in an index
 * @param leftOut columns that are not exported because the other database sets them
 * @param limit how many rows a project may have; null if there is no limit
 */
public record PortableTable(
        String kind,
        int position,
        String table,
        String belongsTo,
        String order,
        Set<String> leftOut,
        @Nullable Limit limit) {

    /**
     * A limit that an operator set.
     *
     * @param variable where it is set, which errors name
     */
    public record Limit(String variable, int rows) {}

    /** A table of which all columns are exported. */
    public static PortableTable of(String kind, int position, String table, String belongsTo, String order) {
        return of(kind, position, table, belongsTo, order, null);
    }

    /** The same with a limit of rows. */
    public static PortableTable of(
            String kind, int position, String table, String belongsTo, String order, @Nullable Limit limit) {
        return new PortableTable(kind, position, table, belongsTo, order, Set.of(), limit);
    }
}
