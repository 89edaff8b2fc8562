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
 * Opens connections for the pool, and finds out whether there is a pooler such as PgBouncer between this process and
 * the server. A pooler in transaction mode gives each transaction another session, which does not have our prepared
 * statements. So such a connection uses none.
 *
 * <p>If there is a limit, no statement runs longer. The server enforces it when the session is ours alone. A session
 * behind a pooler also serves others, so there the driver cancels the statement.
 */
public class PoolerAwareDataSource extends DelegatingDataSource {

    private static final int NEVER_PREPARE = 0;

    /** In one round trip: asks which session answers and, if it is ours, sets its limits. */
    private static final String FIRST_STATEMENT = """
            SELECT pg_backend_pid(), CASE WHEN name IS NOT NULL THEN set_config(name, milliseconds::text, false) END
            FROM (VALUES (?::bigint, ?::int)) AS ours (milliseconds, pid)
            LEFT JOIN unnest(ARRAY['statement_timeout', 'idle_in_transaction_session_timeout']) AS name
                ON pid = pg_backend_pid() AND milliseconds > 0 AND current_setting(name) = '0'
            """;

    private final Duration maxStatementTime;

    /**
     * @param maxStatementTime how long a statement may run, lock waits included, and how long a transaction may idle;
     *     zero for no limit. A limit that the server sets for our user or database takes precedence.
     */
    public PoolerAwareDataSource(String jdbcUrl, Properties properties, Duration maxStatementTime) {
        super(new DriverDataSource(jdbcUrl, null, properties, null, null));
        this.maxStatementTime = maxStatementTime;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return prepare(super.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return prepare(super.getConnection(user, password));
    }

    private Connection prepare(Connection connection) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        try (PreparedStatement statement = connection.prepareStatement(FIRST_STATEMENT)) {
            statement.setLong(1, maxStatementTime.toMillis());
            statement.setInt(2, postgres.getBackendPID());
            try (ResultSet session = statement.executeQuery()) {
                session.next();
                // On connecting, the server gives the session's own process id; a pooler makes one up.
                if (session.getInt(1) == postgres.getBackendPID()) {
                    return connection;
                }
            }
            postgres.setPrepareThreshold(NEVER_PREPARE);
            return maxStatementTime.isZero() ? connection : CancellingConnection.of(connection, maxStatementTime);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
