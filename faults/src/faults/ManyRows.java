package faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import testing.Postgres;

/**
 * Fills a database with checks that have a hundred pings, five flips and four deliveries each. The columns are those
 * that every release has.
 */
final class ManyRows {

    private static final int PINGS_OF_A_CHECK = 100;

    private final Postgres server;
    private final String database;

    ManyRows(Postgres server, String database) {
        this.server = server;
        this.database = database;
    }

    /**
     * Adds the rows. There must be a channel.
     *
     * @param pings about how many
     * @param model the id of a check, whose definition all others get
     */
    void fill(int pings, String model) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            // Foreign keys are not looked up for each row; the rows satisfy them.
            statement.execute("SET session_replication_role = replica");
            statement.execute("""
                    INSERT INTO checks
                    SELECT (jsonb_populate_record(c, jsonb_build_object(
                        'id', many.id, 'unique_key', left(encode(sha256(convert_to(many.id::text, 'UTF8')), 'hex'), 40),
                        'badge_key', gen_random_uuid(), 'name', 'many', 'slug', '',
                        'period_seconds', 2592000, 'grace_seconds', 86400))).*
                    FROM checks c
                    CROSS JOIN (SELECT gen_random_uuid() AS id FROM generate_series(1, %d)) many
                    WHERE c.id = '%s'
                    """.formatted(pings / PINGS_OF_A_CHECK, model));
            statement.execute("""
                    INSERT INTO check_states (check_id, status, ping_count, last_ping_at, down_after, sweep_after)
                    SELECT id, 'UP', %d, created_at, created_at + interval '31 days', created_at + interval '31 days'
                    FROM checks
                    WHERE name = 'many'
                    """.formatted(PINGS_OF_A_CHECK));
            statement.execute("""
                    INSERT INTO pings
                        (check_id, n, kind, received_at, scheme, method, remote_address, user_agent, body)
                    SELECT id, n, 'SUCCESS', created_at - (%1$d - n) * interval '1 hour', 'http', 'POST', '127.0.0.1',
                        'curl/8.5.0', 'it went well'
                    FROM checks
                    CROSS JOIN generate_series(1, %1$d) n
                    WHERE name = 'many'
                    """.formatted(PINGS_OF_A_CHECK));
            statement.execute("""
                    INSERT INTO flips (check_id, from_status, to_status, reason, flipped_at)
                    SELECT id,
                        CASE WHEN i = 0 THEN 'NEW' WHEN i %% 2 = 1 THEN 'UP' ELSE 'DOWN' END,
                        CASE WHEN i %% 2 = 1 THEN 'DOWN' ELSE 'UP' END,
                        CASE WHEN i %% 2 = 1 THEN 'TIMEOUT' ELSE 'PING' END,
                        created_at - (%d - i) * interval '1 hour'
                    FROM checks
                    CROSS JOIN generate_series(0, 4) i
                    WHERE name = 'many'
                    ORDER BY id, i
                    """.formatted(PINGS_OF_A_CHECK));
            statement.execute("""
                    INSERT INTO deliveries (id, flip_id, channel_id, status, attempts, created_at, finished_at)
                    SELECT gen_random_uuid(), f.id, c.id, 'SENT', 1, f.flipped_at, f.flipped_at + interval '1 second'
                    FROM flips f
                    CROSS JOIN (SELECT id FROM channels LIMIT 1) c
                    WHERE f.from_status <> 'NEW'
                    """);
            statement.execute("ANALYZE");
        }
    }

    /** How many rows there are. */
    String counts() {
        return String.format(
                Locale.ROOT,
                "of %s pings, %s flips, %s deliveries",
                count("pings"),
                count("flips"),
                count("deliveries"));
    }

    /** The three migrations that took the longest, with their times. */
    List<String> slowestMigrations() {
        return server.strings(database, """
                SELECT 'V' || version || ' ' || execution_time || ' ms'
                FROM flyway_schema_history
                ORDER BY execution_time DESC
                LIMIT 3
                """);
    }

    private String count(String table) {
        return server.strings(database, "SELECT count(*) FROM " + table).get(0);
    }
}
