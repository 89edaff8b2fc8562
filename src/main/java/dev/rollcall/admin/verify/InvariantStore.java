package dev.rollcall.admin.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Examines invariants, and reads from the catalog those that the schema itself states. Writes nothing. */
@Component
class InvariantStore {

    private static final int MAX_EXAMPLES = 3;

    private static final Invariant SCHEMA_IN_FORCE =
            new Invariant("all tables", "each constraint and index is valid and enforced", """
                    SELECT conrelid::regclass || ' ' || conname AS example
                    FROM pg_constraint
                    WHERE connamespace = current_schema()::regnamespace
                        AND conrelid <> 0
                        AND NOT (convalidated AND conenforced)
                    UNION
                    SELECT i.indrelid::regclass || ' ' || i.indexrelid::regclass
                    FROM pg_index i
                    JOIN pg_class t ON t.oid = i.indrelid
                    WHERE t.relnamespace = current_schema()::regnamespace AND NOT (i.indisvalid AND i.indisready)
                    UNION
                    SELECT c.conrelid::regclass || ' ' || c.conname
                    FROM pg_trigger t
                    JOIN pg_constraint c ON c.oid = t.tgconstraint
                    WHERE c.connamespace = current_schema()::regnamespace AND t.tgenabled IN ('D', 'R')
                    """);

    private final JdbcClient jdbc;

    InvariantStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Limits how long each later statement of this transaction may run. */
    void limitStatements(Duration max) {
        jdbc.sql("SELECT set_config('statement_timeout', :millis, true)")
                .param("millis", String.valueOf(max.toMillis()))
                .query(String.class)
                .single();
    }

    Examined examine(Invariant invariant) {
        List<String> examples = new ArrayList<>();
        long[] rows = {0};
        jdbc.sql("""
                        SELECT example, count(*) OVER () AS rows
                        FROM (
                        %s
                        ) broken
                        ORDER BY example
                        LIMIT :maxExamples
                        """.formatted(invariant.broken()))
                .params(invariant.parameters())
                .param("maxExamples", MAX_EXAMPLES)
                .query(row -> {
                    rows[0] = row.getLong("rows");
                    examples.add(row.getString("example"));
                });
        return new Examined(invariant, rows[0], examples);
    }

    /** What the schema states about every table. */
    List<Invariant> ofSchema() {
        return List.of(SCHEMA_IN_FORCE, references());
    }

    /**
     * Postgres enforces foreign keys, but not during a restore or a repair with triggers off. A row is named by its
     * place in the table, {@code ctid}, because its columns may be secret.
     */
    private Invariant references() {
        String broken = jdbc.sql("""
                        SELECT string_agg(
                            format(
                                'SELECT %L || k.ctid AS example FROM %s k WHERE %s AND NOT EXISTS (SELECT FROM %s p WHERE %s)',
                                child || ' ' || name || ' ', child, given, parent, matches),
                            ' UNION ALL ' ORDER BY name)
                        FROM (
                            SELECT f.conname AS name, f.conrelid::regclass AS child, f.confrelid::regclass AS parent,
                                string_agg(format('k.%I IS NOT NULL', c.attname), ' AND ') AS given,
                                string_agg(format('p.%I = k.%I', p.attname, c.attname), ' AND ') AS matches
                            FROM pg_constraint f
                            CROSS JOIN LATERAL unnest(f.conkey, f.confkey) AS pair (child, parent)
                            JOIN pg_attribute c ON c.attrelid = f.conrelid AND c.attnum = pair.child
                            JOIN pg_attribute p ON p.attrelid = f.confrelid AND p.attnum = pair.parent
                            WHERE f.contype = 'f' AND f.connamespace = current_schema()::regnamespace
                            GROUP BY f.conname, f.conrelid, f.confrelid
                        ) keys
                        """).query(String.class).single();
        return new Invariant("all tables", "each row refers to rows that exist", broken);
    }
}
