package faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import testing.Postgres;

/** Other programs that take every connection of a server, those of the deploy too. */
final class Others implements AutoCloseable {

    /** SQL state of a server whose {@code max_connections} are in use. */
    private static final String TOO_MANY_CONNECTIONS = "53300";
    /** A session of the deploy that is ended gets its connection back if it is faster than the others. */
    private static final String END_THOSE_OF_THE_DEPLOY = """
            SELECT count(pg_terminate_backend(pid))
            FROM pg_stat_activity
            WHERE backend_type = 'client backend' AND application_name <> 'others' AND pid <> pg_backend_pid()
            """;

    private final List<Connection> connections = new ArrayList<>();

    private Others() {}

    /** Returns when the deploy has none left. */
    static Others takeAll(Postgres server, String database) throws SQLException {
        var others = new Others();
        others.takeWhatIsFree(server, database);
        Connection first = others.connections.get(0);
        Trial.await(() -> {
            try (Statement statement = first.createStatement()) {
                statement.execute(END_THOSE_OF_THE_DEPLOY);
            }
            others.takeWhatIsFree(server, database);
            return others.areAlone(first);
        });
        return others;
    }

    /** How many connections they have. */
    int held() {
        return connections.size();
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }

    private void takeWhatIsFree(Postgres server, String database) throws SQLException {
        try {
            while (true) {
                Connection connection = server.connect(database);
                connections.add(connection);
                connection.setClientInfo("ApplicationName", "others");
            }
        } catch (SQLException e) {
            if (!TOO_MANY_CONNECTIONS.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private boolean areAlone(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT count(*)
                        FROM pg_stat_activity
                        WHERE backend_type = 'client backend' AND application_name <> 'others'
                        """)) {
            rows.next();
            return rows.getInt(1) == 0;
        }
    }
}
