package dev.rollcall.admin.doctor;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads facts about the database server, and our rights there. Writes nothing. */
@Component
class DeployStore {

    private final JdbcClient jdbc;

    DeployStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The server's version, such as {@code 18.1}. */
    String version() {
        return jdbc.sql("SHOW server_version").query(String.class).single();
    }

    /** An empty query, to measure how long an answer takes. */
    void answer() {
        jdbc.sql("SELECT 1").query(Integer.class).single();
    }

    Connections connections() {
        return jdbc.sql("""
                        SELECT current_setting('max_connections')::int
                                - current_setting('superuser_reserved_connections')::int
                                - current_setting('reserved_connections')::int AS available,
                            (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS used
                        """)
                .query((row, n) -> new Connections(row.getInt("available"), row.getInt("used")))
                .single();
    }

    /** The rights on our tables that our role lacks, each like {@code UPDATE on pings}. */
    List<String> missingRights() {
        return jdbc.sql("""
                        SELECT needed.what || ' on ' || t.relname
                        FROM pg_class t
                        CROSS JOIN (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE')) AS needed (what)
                        WHERE t.relnamespace = current_schema()::regnamespace
                            AND t.relkind IN ('r', 'p')
                            AND (t.relname <> 'flyway_schema_history' OR needed.what = 'SELECT')
                            AND NOT has_table_privilege(t.oid, needed.what)
                        ORDER BY t.relname, needed.what
                        """).query(String.class).list();
    }

    /** Whether our role may change the schema, which only {@code --task=migrate} needs. */
    boolean mayRunDdl() {
        return Boolean.TRUE.equals(jdbc.sql("SELECT has_schema_privilege(current_schema(), 'CREATE')")
                .query(Boolean.class)
                .single());
    }

    /**
     * Connections of the server.
     *
     * @param available how many unprivileged roles can have
     * @param used how many there are now, of all clients
     */
    record Connections(int available, int used) {}
}
