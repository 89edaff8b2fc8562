package dev.rollcall.admin;

import dev.rollcall.platform.database.SchemaStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds who holds the locks that a migration waits for, and grants a role the rights that web, worker and the other
 * tasks need: reading and writing rows.
 */
@Component
class MigrationStore {

    private final JdbcClient jdbc;
    private final SchemaStore schema;

    MigrationStore(JdbcClient jdbc, SchemaStore schema) {
        this.jdbc = jdbc;
        this.schema = schema;
    }

    /** The oldest transaction that holds locks of our tables, described for an operator. */
    Optional<String> oldestLockHolder() {
        // A role without rights on other sessions gets no age, but still the process id and the tables.
        return jdbc.sql("""
            SELECT coalesce(nullif(a.application_name, ''), 'an unnamed client')
                || ' (process ' || a.pid
                || coalesce(', in a transaction for '
                    || extract(epoch FROM clock_timestamp() - a.xact_start)::bigint || ' s', '')
                || ', on ' || string_agg(DISTINCT c.relname, ', ') || ')'
            FROM pg_locks l
            JOIN pg_stat_activity a ON a.pid = l.pid
            JOIN pg_class c ON c.oid = l.relation
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE l.granted AND l.pid <> pg_backend_pid()
                AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND c.relkind IN ('r', 'p') AND n.nspname = current_schema()
            GROUP BY a.pid, a.application_name, a.xact_start
            ORDER BY a.xact_start NULLS LAST
            LIMIT 1
            """).query(String.class).optional();
    }

    /** Why rights cannot be granted to this role; empty if they can. Changes nothing. */
    List<String> roleFaults(String role) {
        return jdbc.sql("""
            SELECT f.fault
            FROM (SELECT CAST(:role AS text) AS name) AS given
            LEFT JOIN pg_roles r ON r.rolname = given.name
            CROSS JOIN LATERAL (VALUES
                (r.oid IS NULL, 'the role does not exist; create it with CREATE ROLE ... LOGIN'),
                (r.rolname = current_user, 'it is the role that runs migrate; web and worker need another'),
                (r.rolsuper, 'it is a superuser, which may do everything; choose another role'),
                (pg_has_role(r.oid, current_user, 'MEMBER') AND NOT r.rolsuper AND r.rolname <> current_user,
                    'it is a member of ' || current_user || ', which owns the tables; revoke that'),
                (has_schema_privilege(r.oid, current_schema(), 'CREATE') AND NOT r.rolsuper
                    AND NOT pg_has_role(r.oid, current_user, 'MEMBER'),
                    'it may create tables in the schema ' || current_schema()
                    || '; revoke CREATE on the schema from it, and from PUBLIC')
            ) AS f (is_so, fault)
            WHERE f.is_so
            """).param("role", role).query(String.class).list();
    }

    /**
     * Grants rights on the tables that later migrations create, so web of a new release can use them from the first
     * moment.
     */
    void grantOnLaterTables(String role) {
        run("ALTER DEFAULT PRIVILEGES IN SCHEMA %1$s GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %2$s", role);
    }

    /** Grants rights on all tables that exist. Repeating it changes nothing. */
    void grantOnTables(String role) {
        run("GRANT USAGE ON SCHEMA %1$s TO %2$s", role);
        run("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %1$s TO %2$s", role);
        run("REVOKE INSERT, UPDATE, DELETE ON %1$s." + SchemaStore.HISTORY + " FROM %2$s", role);
    }

    /**
     * The rights that the role still lacks, on the database and on each table. The server only warns about a grant
     * without an effect.
     */
    List<String> missingRights(String role) {
        List<String> missing =
                jdbc.sql("""
            SELECT 'CONNECT on the database ' || current_database()
            WHERE NOT has_database_privilege(CAST(:role AS name), current_database(), 'CONNECT')
            """).param("role", role).query(String.class).list();
        return Stream.concat(missing.stream(), schema.missingRights(role).stream())
                .toList();
    }

    /** Names cannot be parameters of DDL, so the server quotes them. */
    private void run(String ddl, String role) {
        String schema = quoted("SELECT quote_ident(current_schema())", Map.of());
        jdbc.sql(ddl.formatted(schema, quoted("SELECT quote_ident(CAST(:role AS text))", Map.of("role", role))))
                .update();
    }

    private String quoted(String sql, Map<String, String> parameters) {
        return jdbc.sql(sql).params(parameters).query(String.class).single();
    }
}
