package dev.rollcall.platform.database;

import com.zaxxer.hikari.util.DriverDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Opens connections for the pool, and finds out whether a pooler such as PgBouncer stands between us and the server. In
 * its transaction mode each transaction gets another session, in which our prepared statements do not exist; so on such
 * a connection there are none.
 *
 * <p>No statement runs longer than a limit, if there is one. The server enforces it where the session is ours alone. A
 * session behind a pooler serves others too, so there the driver cancels the statement.
 */
public class PoolerAwareDataSource extends DelegatingDataSource {

    private static final int NEVER = 0;

    /** One round trip: which session answers and, where it is ours, its limits. */
    private static final String FIRST_STATEMENT = """
            SELECT pg_backend_pid(), CASE WHEN name IS NOT NULL THEN set_config(name, milliseconds::text, false) END
            FROM (VALUES (?::bigint, ?::int)) AS ours (milliseconds, pid)
            LEFT JOIN unnest(ARRAY['statement_timeout', 'idle_in_transaction_session_timeout']) AS name
                ON pid = pg_backend_pid() AND milliseconds > 0 AND current_setting(name) = '0'
            """;

    private final Duration maxStatementTime;

    /**
     * Connections to a database.
     *
     * @param maxStatementTime how long a statement may run, lock waits included, and how long a transaction may idle;
     *     zero for no limit. A limit that the server has for our user or database wins.
     */
    public PoolerAwareDataSource(String jdbcUrl, Properties properties, Duration maxStatementTime) {
        super(new DriverDataSource(jdbcUrl, null, properties, null, null));
        this.maxStatementTime = maxStatementTime;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return fit(super.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return fit(super.getConnection(user, password));
    }

    private Connection fit(Connection connection) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        try (PreparedStatement statement = connection.prepareStatement(FIRST_STATEMENT)) {
            statement.setLong(1, maxStatementTime.toMillis());
            statement.setInt(2, postgres.getBackendPID());
            try (ResultSet session = statement.executeQuery()) {
                session.next();
                // Who answered the connect gave its number; a pooler gave one that it made up.
                if (session.getInt(1) == postgres.getBackendPID()) {
                    return connection;
                }
            }
            postgres.setPrepareThreshold(NEVER);
            return maxStatementTime.isZero() ? connection : CancellingConnection.of(connection, maxStatementTime);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
