package dev.rollcall.platform;

import com.zaxxer.hikari.util.DriverDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Opens connections for the pool, and finds out whether a pooler such as PgBouncer stands between us and the server. In
 * its transaction mode each transaction gets another session, in which our prepared statements do not exist; so on such
 * a connection there are none.
 */
class PostgresConnections extends DelegatingDataSource {

    private static final int NEVER = 0;

    PostgresConnections(String jdbcUrl, Properties properties) {
        super(new DriverDataSource(jdbcUrl, null, properties, null, null));
    }

    @Override
    public Connection getConnection() throws SQLException {
        return fit(super.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return fit(super.getConnection(user, password));
    }

    private static Connection fit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet session = statement.executeQuery("SELECT pg_backend_pid()")) {
            session.next();
            PGConnection postgres = connection.unwrap(PGConnection.class);
            // Who answered the connect gave its number; a pooler gave one that it made up.
            if (session.getInt(1) != postgres.getBackendPID()) {
                postgres.setPrepareThreshold(NEVER);
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
