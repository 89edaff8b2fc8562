package dev.rollcall.admin.verify;

import java.util.Map;

/**
 * A rule that the stored rows keep after every transaction, whatever failed before.
 *
 * @param table the table that has these rows
 * @param rule what is true, in words: {@code each has a state}
 * @param broken the SQL that selects the rows which break it. Its only column {@code example} names a row. It holds no
 *     secret: the unique key of a check stands for its id
 * @param parameters of the SQL, by name
 */
public record Invariant(String table, String rule, String broken, Map<String, Object> parameters) {

    /** An invariant that needs no parameters in its SQL. */
    public Invariant(String table, String rule, String broken) {
        this(table, rule, broken, Map.of());
    }
}
