package dev.rollcall.admin.doctor;

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
