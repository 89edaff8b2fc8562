package dev.rollcall.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import testing.PgBouncer;
import testing.Postgres;

/** Limits of statements, on a direct connection and on one through a pooler. */
@Timeout(300)
class PoolerAwareDataSourceTest {

    private static final String CANCELLED = "57014";

    private final Postgres postgres = Postgres.shared();
    private final String database = postgres.newDatabase();

    @Test
    void theServerEndsAStatementThatTakesTooLong() throws SQLException {
        try (Connection connection = connect(database, Duration.ofMillis(300))) {
            assertIsCancelled(connection);
            assertThat(setting(connection, "statement_timeout")).isEqualTo("300ms");
            assertThat(setting(connection, "idle_in_transaction_session_timeout"))
                    .isEqualTo("300ms");
        }
    }

    @Test
    void withoutALimitNothingIsSet() throws SQLException {
        try (Connection connection = connect(database, Duration.ZERO)) {
            assertThat(setting(connection, "statement_timeout")).isEqualTo("0");
        }
    }

    @Test
    void aLimitThatTheOperatorSetStays() throws SQLException {
        String name = database.substring(database.lastIndexOf('/') + 1);
        postgres.executeIn(database, "ALTER DATABASE " + name + " SET statement_timeout = '30s'");
        try (Connection connection = connect(database, Duration.ofSeconds(8))) {
            assertThat(setting(connection, "statement_timeout")).isEqualTo("30s");
            assertThat(setting(connection, "idle_in_transaction_session_timeout"))
                    .isEqualTo("8s");
        }
    }

    @Test
    void behindAPoolerTheDriverEndsItAndLeavesNothingToOthers() throws SQLException {
        try (PgBouncer pooler = PgBouncer.start(database, 1)) {
            try (Connection connection = connect(pooler.url(), Duration.ofMillis(300))) {
                assertIsCancelled(connection);
                assertThat(connection.isWrapperFor(org.postgresql.PGConnection.class))
                        .isTrue();
            }
            try (Connection other = connect(pooler.url(), Duration.ZERO)) {
                assertThat(setting(other, "statement_timeout")).isEqualTo("0");
            }
        }
    }

    private static void assertIsCancelled(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute("SELECT pg_sleep(30)"))
                    .extracting(SQLException::getSQLState)
                    .isEqualTo(CANCELLED);
        }
    }

    private static Connection connect(String url, Duration maxStatementTime) throws SQLException {
        DatabaseUrl parsed = DatabaseUrl.from(url);
        return new PoolerAwareDataSource(parsed.jdbcUrl(), new Properties(), maxStatementTime)
                .getConnection(Objects.requireNonNull(parsed.user()), Objects.requireNonNull(parsed.password()));
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
