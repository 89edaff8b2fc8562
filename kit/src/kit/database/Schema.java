package kit.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/** The columns, indexes, constraints, sequences and views of a database, each as a line; two can be compared. */
public record Schema(Set<String> objects) {

    private static final String OBJECTS = """
            SELECT 'column ' || table_schema || '.' || table_name || '.' || column_name || ' ' || data_type
                || ' ' || is_nullable || ' ' || coalesce(column_default, '')
            FROM information_schema.columns
            WHERE table_schema <> 'information_schema' AND table_schema NOT LIKE 'pg\\_%'
            UNION ALL
            SELECT 'index ' || indexname || ' ' || indexdef
            FROM pg_indexes
            WHERE schemaname <> 'information_schema' AND schemaname NOT LIKE 'pg\\_%'
            UNION ALL
            SELECT 'constraint ' || conname || ' ' || pg_get_constraintdef(oid)
            FROM pg_constraint
            WHERE connamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
            UNION ALL
            SELECT 'sequence ' || sequence_schema || '.' || sequence_name
            FROM information_schema.sequences
            UNION ALL
            SELECT 'function ' || proname
            FROM pg_proc
            WHERE pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
            """;

    static Schema read(DatabaseAddress address) throws SQLException {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(OBJECTS)) {
            Set<String> objects = new TreeSet<>();
            while (rows.next()) {
                objects.add(rows.getString(1));
            }
            return new Schema(objects);
        }
    }

    /** What is in one of the two only. */
    public Set<String> differenceTo(Schema other) {
        Set<String> difference = new TreeSet<>(objects);
        difference.addAll(other.objects);
        Set<String> common = new TreeSet<>(objects);
        common.retainAll(other.objects);
        difference.removeAll(common);
        return difference;
    }
}
