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
 * Reads and writes the rows of {@link PortableTable}s in the JSON form of Postgres itself. So nothing is lost: no
 * microsecond, no byte, and no column that a later migration adds.
 */
@Component
class PortableRowStore {

    /** The maximum number of rows in memory; a row with the largest body is 2 MB of text. */
    private static final int FETCH_ROWS = 20;

    private final JdbcClient jdbc;

    PortableRowStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The columns to export, in the order of the table. */
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

    /** The Postgres type of each column. */
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

    /** Sets a savepoint; call {@link #releaseSavepoint} when nothing needs it any more. */
    void setSavepoint() {
        jdbc.sql("SAVEPOINT import_batch").update();
    }

    /** Undoes everything since the savepoint, so the transaction can continue after a failed statement. */
    void rollBackToSavepoint() {
        jdbc.sql("ROLLBACK TO SAVEPOINT import_batch").update();
    }

    /** Forgets the savepoint, because Postgres has memory and a lock for each one until the end of the transaction. */
    void releaseSavepoint() {
        jdbc.sql("RELEASE SAVEPOINT import_batch").update();
    }

    /** Passes each row of the project on as one JSON object. It streams, so it needs a transaction. */
    void read(PortableTable table, ProjectId project, Consumer<String> rows) {
        jdbc.sql("SELECT row_to_json(r)::text AS line FROM (SELECT " + names(columns(table)) + " FROM " + table.table()
                        + " t WHERE " + table.belongsTo() + " ORDER BY " + table.order() + ") r")
                .withFetchSize(FETCH_ROWS)
                .param("project", project.value())
                .query(row -> {
                    rows.accept(row.getString("line"));
                });
    }

    /**
     * Inserts rows in order, so new ids follow it. Returns the number of rows that belonged to the project; others are
     * left out.
     *
     * @param columns the columns of the rows, all of them among {@link #columns}
     * @param lines a JSON array of objects, each with a row in its member {@code row}
     */
    int insert(PortableTable table, List<String> columns, ProjectId project, String lines) {
        return jdbc.sql("INSERT INTO " + table.table() + " (" + names(columns) + ") SELECT " + names(columns)
                        + " FROM jsonb_populate_recordset(NULL::" + table.table()
                        + ", jsonb_path_query_array(:lines::jsonb, '$[*].row')) WITH ORDINALITY AS t WHERE "
                        + table.belongsTo() + " ORDER BY t.ordinality")
                .param("lines", lines)
                .param("project", project.value())
                .update();
    }

    private static String names(List<String> columns) {
        return String.join(", ", columns);
    }
}
