package dev.rollcall.transfer;

import dev.rollcall.project.PortableTable;
import dev.rollcall.project.ProjectId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads and writes the rows of {@link PortableTable}s as Postgres itself writes them in JSON, so that nothing is lost on
 * the way: not a microsecond, not a byte, not a column that a later migration adds.
 */
@Component
class PortableRowStore {

    /** Rows in memory at once; a row with the largest body is 2 MB of text. */
    private static final int FETCH = 20;

    private final JdbcClient jdbc;

    PortableRowStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The columns that move, in the table's order. */
    List<String> columns(PortableTable table) {
        return jdbc.sql("""
                        SELECT attname
                        FROM pg_attribute
                        WHERE attrelid = to_regclass(:table) AND attnum > 0 AND NOT attisdropped
                        ORDER BY attnum
                        """).param("table", table.table()).query(String.class).list().stream()
                .filter(column -> !table.leftOut().contains(column))
                .toList();
    }

    /** The type of each column that moves, as Postgres names it. */
    Map<String, String> types(PortableTable table) {
        Map<String, String> types = new HashMap<>();
        jdbc.sql("""
                        SELECT attname, format_type(atttypid, NULL) AS type
                        FROM pg_attribute
                        WHERE attrelid = to_regclass(:table) AND attnum > 0 AND NOT attisdropped
                        """).param("table", table.table()).query(row -> {
            types.put(row.getString("attname"), row.getString("type"));
        });
        return types;
    }

    /** Marks a point of the transaction, in place of an earlier one. */
    void setSavepoint() {
        jdbc.sql("SAVEPOINT import_batch").update();
    }

    /** Undoes what the transaction has done since the savepoint, so that it can go on after a statement that failed. */
    void rollBackToSavepoint() {
        jdbc.sql("ROLLBACK TO SAVEPOINT import_batch").update();
    }

    /** Hands on each row of the project as one JSON object. Streams, and so needs a transaction. */
    void read(PortableTable table, ProjectId project, Consumer<String> rows) {
        jdbc.sql("SELECT row_to_json(r)::text AS line FROM (SELECT " + names(columns(table)) + " FROM " + table.table()
                        + " t WHERE " + table.belongsTo() + " ORDER BY " + table.order() + ") r")
                .withFetchSize(FETCH)
                .param("project", project.value())
                .query(row -> {
                    rows.accept(row.getString("line"));
                });
    }

    /**
     * Inserts rows with these columns, which {@link #columns} has. Returns how many belonged to the project; others
     * are left out.
     *
     * @param lines a JSON array of objects, each with a row in its member {@code row}
     */
    int insert(PortableTable table, List<String> columns, ProjectId project, String lines) {
        return jdbc.sql("INSERT INTO " + table.table() + " (" + names(columns) + ") SELECT " + names(columns)
                        + " FROM jsonb_populate_recordset(NULL::" + table.table()
                        + ", jsonb_path_query_array(:lines::jsonb, '$[*].row')) AS t WHERE " + table.belongsTo())
                .param("lines", lines)
                .param("project", project.value())
                .update();
    }

    private static String names(List<String> columns) {
        return String.join(", ", columns);
    }
}
