package dev.rollcall.project;

import java.util.Set;

/**
 * A table whose rows move with their project between deploys. A bean of this type is all that a module needs for the
 * tasks {@code export} and {@code import} to take its rows along.
 *
 * @param kind what a line of an export calls such a row, {@code check}
 * @param position rows of a lower position come first, for those behind refer to them
 * @param belongsTo the SQL condition that a row {@code t} belongs to the project {@code :project}; holds when rows are
 *     read, and is held against rows that come from a file
 * @param order the columns that put the rows into an order that an index has
 * @param leftOut columns that the other database makes by itself
 */
public record PortableTable(
        String kind, int position, String table, String belongsTo, String order, Set<String> leftOut) {

    public static PortableTable of(String kind, int position, String table, String belongsTo, String order) {
        return new PortableTable(kind, position, table, belongsTo, order, Set.of());
    }
}
