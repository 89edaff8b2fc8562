package dev.rollcall.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.util.DriverDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Postgres;

/** A URL with several hosts, on real servers: one is down, one is read-only, and one is writable. */
class DatabaseFailoverTest {

    private static Postgres writing;
    private static Postgres reading;
    private static int closed;

    @BeforeAll
    static void start() {
        writing = Postgres.embedded();
        reading = Postgres.embedded();
        reading.executeIn("/postgres", "ALTER SYSTEM SET default_transaction_read_only = on");
        reading.executeIn("/postgres", "SELECT pg_reload_conf()");
        closed = Integer.parseInt(App.freePort());
    }

    @AfterAll
    static void stop() {
        writing.close();
        reading.close();
    }

    @Test
    void anUnreachableHostIsSkipped() throws SQLException {
        assertThat(portFor(closed, writing.port(), "")).isEqualTo(writing.port());
    }

    @Test
    void aReadOnlyServerIsSkippedWhenAWritableOneIsRequired() throws SQLException {
        assertThat(portFor(reading.port(), writing.port(), "")).isEqualTo(reading.port());
        assertThat(portFor(reading.port(), writing.port(), "?target_session_attrs=read-write"))
                .isEqualTo(writing.port());
        assertThat(portFor(writing.port(), reading.port(), "?target_session_attrs=read-only"))
                .isEqualTo(reading.port());
    }

    /** The port of the server that was reached; the credential is the same on both. */
    private static int portFor(int first, int second, String query) throws SQLException {
        DatabaseUrl url = DatabaseUrl.from(
                "postgresql://postgres:postgres@127.0.0.1:" + first + ",127.0.0.1:" + second + "/postgres" + query);
        var source = new DriverDataSource(url.jdbcUrl(), null, new Properties(), url.user(), url.password());
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT inet_server_port()")) {
            row.next();
            return row.getInt(1);
        }
    }
}
