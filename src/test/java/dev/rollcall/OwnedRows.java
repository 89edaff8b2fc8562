package dev.rollcall;

import dev.rollcall.project.ProjectId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rows of a project in all tables: those that refer to it, and those that refer to such a row. It follows the
 * foreign keys of the schema, so a new table is included by itself.
 */
final class OwnedRows {

    private static final String PROJECTS = "projects";

    private final JdbcClient jdbc;
    private final List<Reference> references;
    /** By table, in the order of their names. */
    private final Map<String, String> conditions = new TreeMap<>();

    OwnedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.references = jdbc.sql("""
            SELECT c.conrelid::regclass::text AS child, a.attname AS child_column,
                c.confrelid::regclass::text AS parent, p.attname AS parent_column
            FROM pg_constraint c
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
            JOIN pg_attribute p ON p.attrelid = c.confrelid AND p.attnum = c.confkey[1]
            WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace
            ORDER BY child, child_column
            """).query(Reference.class).list();
        conditions.put(PROJECTS, "id = :project");
        references.forEach(reference -> {
            String condition = condition(reference.child());
            if (!condition.isEmpty()) {
                conditions.put(reference.child(), condition);
            }
        });
    }

    /** The tables with rows that belong to projects. */
    List<String> tables() {
        return List.copyOf(conditions.keySet());
    }

    /** How many rows of the project each table has. */
    Map<String, Long> counts(ProjectId project) {
        Map<String, Long> counts = new LinkedHashMap<>();
        conditions.forEach((table, condition) -> counts.put(
                table,
                jdbc.sql("SELECT count(*) FROM " + table + " WHERE " + condition)
                        .param("project", project.value())
                        .query(Long.class)
                        .single()));
        return counts;
    }

    /** All rows of the project, as text. */
    List<String> of(ProjectId project) {
        String each = conditions.entrySet().stream()
                .map(table -> "SELECT '%1$s ' || to_jsonb(t)::text FROM %1$s t WHERE %2$s"
                        .formatted(table.getKey(), table.getValue()))
                .collect(Collectors.joining(" UNION ALL "));
        return jdbc.sql("SELECT r FROM (" + each + ") AS rows (r) ORDER BY r")
                .param("project", project.value())
                .query(String.class)
                .list();
    }

    /** An id of each kind that the project has: a value of each column with UUIDs or numbered keys. */
    Map<String, String> ids(ProjectId project) {
        Map<String, String> ids = new LinkedHashMap<>();
        conditions.forEach((table, condition) -> {
            for (String column : idColumns(table)) {
                jdbc.sql("SELECT %1$s::text FROM %2$s WHERE %1$s IS NOT NULL AND (%3$s) ORDER BY 1 LIMIT 1"
                                .formatted(column, table, condition))
                        .param("project", project.value())
                        .query(String.class)
                        .optional()
                        .filter(id -> !ids.containsValue(id))
                        .ifPresent(id -> ids.put(table + "." + column, id));
            }
        });
        return ids;
    }

    private List<String> idColumns(String table) {
        return jdbc.sql("""
            SELECT column_name
            FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = :table
                AND (data_type = 'uuid' OR is_identity = 'YES')
            ORDER BY ordinal_position
            """).param("table", table).query(String.class).list();
    }

    /** Which rows of the table belong to the project; empty for a table without such rows. */
    private String condition(String table) {
        if (table.equals(PROJECTS)) {
            return "id = :project";
        }
        List<String> alternatives = new ArrayList<>();
        for (Reference reference : references) {
            if (reference.child().equals(table) && !reference.parent().equals(table)) {
                String parent = condition(reference.parent());
                if (!parent.isEmpty()) {
                    alternatives.add("%s IN (SELECT %s FROM %s WHERE %s)"
                            .formatted(reference.childColumn(), reference.parentColumn(), reference.parent(), parent));
                }
            }
        }
        return String.join(" OR ", alternatives);
    }

    /** A foreign key of one column. */
    record Reference(String child, String childColumn, String parent, String parentColumn) {}
}
