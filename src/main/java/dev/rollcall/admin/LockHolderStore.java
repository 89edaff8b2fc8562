package dev.rollcall.admin;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the transaction that holds the locks a migration waits for. */
@Component
class LockHolderStore {

    private final JdbcClient jdbc;

    LockHolderStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The oldest transaction that holds locks of our tables, described for an operator. */
    Optional<String> oldest() {
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
}
