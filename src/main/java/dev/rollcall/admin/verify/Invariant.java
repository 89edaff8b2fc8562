package dev.rollcall.admin.verify;

import java.util.Map;

/**
 * Something that is true of the stored rows after every transaction, whatever failed before.
 *
 * @param table the table whose rows are looked at
 * @param rule what is true, in words: {@code each has a state}
 * @param broken the SQL that selects the rows which break it. Its only column {@code example} names a row. It holds no
 *     secret: the unique key of a check stands for its id
 * @param parameters of the SQL, by name
 */
public record Invariant(String table, String rule, String broken, Map<String, Object> parameters) {

    /** An invariant whose SQL has no parameters. */
    public Invariant(String table, String rule, String broken) {
        this(table, rule, broken, Map.of());
    }
}
