package factors;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import testing.Postgres;

/**
 * A deploy's database as an operator sees it with {@code psql}. A test can hold a process at one point: it locks the
 * row that the process will write next.
 */
final class Database implements AutoCloseable {

    private static final String HELD = """
            SELECT count(*)
            FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """;

    private final Postgres server;
    private final String url;
    private @Nullable Connection holding;

    Database(String url) {
        this(Postgres.shared(), url);
    }

    /** A database of a server of the test's own. */
    Database(Postgres server, String url) {
        this.server = server;
        this.url = url;
    }

    /** The single number that the statement returns. */
    long number(String sql, Object... parameters) {
        try (Connection connection = server.connect(url);
                PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The single column that the statement returns, as text. */
    List<String> texts(String sql) {
        List<String> values = new ArrayList<>();
        try (Connection connection = server.connect(url);
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Runs a statement, in a transaction that stays open until {@link #release}. */
    void hold(String sql, Object... parameters) {
        try {
            if (holding == null) {
                holding = server.connect(url);
                holding.setAutoCommit(false);
            }
            try (PreparedStatement statement = prepared(holding, sql, parameters)) {
                statement.execute();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Waits until this many sessions with a statement that begins so wait for a lock. */
    void untilHeld(String statement, int sessions) {
        Deploy.until(() -> number(HELD + " AND query ILIKE ? || '%'", statement) >= sessions);
    }

    /** Ends the sessions that wait for a lock, as the server does when it detects that their client is dead. */
    void endHeldSessions() {
        number("SELECT count(pg_terminate_backend(pid)) FROM (" + HELD.replace("count(*)", "pid") + ") AS held");
    }

    /** Releases what {@link #hold} holds, so the waiting sessions continue. */
    void release() {
        try {
            if (holding != null) {
                holding.rollback();
                holding.close();
                holding = null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        release();
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int n = 0; n < parameters.length; n++) {
            statement.setObject(n + 1, parameters[n]);
        }
        return statement;
    }
}
