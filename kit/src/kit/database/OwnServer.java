package kit.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A Postgres of the version of this project, on a free port of the loopback address. Its data goes with it. */
final class OwnServer implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(1);
    private static final String ADMINISTRATOR = "postgres";

    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    private OwnServer(EmbeddedPostgres server) {
        this.server = server;
    }

    static OwnServer start() throws IOException {
        return new OwnServer(
                EmbeddedPostgres.builder().setPGStartupWait(LONGEST_START).start());
    }

    /** An empty database that belongs to this user, who is made if missing. */
    DatabaseAddress newDatabase(String user, String password) throws SQLException {
        String name = "factors_" + databases.incrementAndGet();
        var administrator =
                new DatabaseAddress("127.0.0.1", server.getPort(), ADMINISTRATOR, ADMINISTRATOR, "", "postgres", "");
        try (Connection connection = administrator.connect();
                Statement statement = connection.createStatement()) {
            if (databases.get() == 1) {
                statement.execute("CREATE ROLE " + user + " LOGIN PASSWORD '" + password + "'");
            }
            statement.execute("CREATE DATABASE " + name + " OWNER " + user);
        }
        return new DatabaseAddress("127.0.0.1", server.getPort(), name, user, password, "postgres", "");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
