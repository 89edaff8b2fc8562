package dev.rollcall.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import testing.Postgres;

class BulkheadDataSourceTest {

    private final BulkheadDataSource divided = new BulkheadDataSource(pool("vital"), pool("database"));

    @AfterEach
    void close() {
        divided.close();
    }

    @Test
    void othersLeaveTheVitalConnections() throws SQLException {
        try (Connection taken = divided.getConnection()) {
            assertThatThrownBy(divided::getConnection)
                    .isInstanceOf(SQLTransientConnectionException.class)
                    .hasMessageStartingWith("database - ");
            BulkheadDataSource.runVital(() -> {
                try (Connection vital = divided.getConnection()) {
                    assertThat(vital.isValid(1)).isTrue();
                    assertThatThrownBy(divided::getConnection).hasMessageStartingWith("vital - ");
                }
            });
            assertThat(taken.isValid(1)).isTrue();
        }
    }

    @Test
    void afterAFailureTheThreadBelongsToTheOthersAgain() throws SQLException {
        assertThatThrownBy(() -> BulkheadDataSource.getVital(() -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        try (Connection taken = divided.getConnection()) {
            assertThat(taken.isValid(1)).isTrue();
            assertThat(BulkheadDataSource.getVital(() -> "a result")).isEqualTo("a result");
            assertThatThrownBy(divided::getConnection).hasMessageStartingWith("database - ");
        }
    }

    @Test
    void theVitalPoolHasItsOwnMetrics() throws SQLException {
        var registry = new SimpleMeterRegistry();

        divided.bindTo(registry);
        BulkheadDataSource.runVital(() -> divided.getConnection().close());

        assertThat(registry.get("hikaricp.connections.max")
                        .tag("pool", "vital")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"4, 2", "5, 3", "10, 6", "100, 60"})
    void sixOfTenConnectionsAreForOthers(int all, int others) {
        assertThat(BulkheadDataSource.isPossible(all)).isTrue();
        assertThat(BulkheadDataSource.othersOf(all)).isEqualTo(others);
        assertThat(BulkheadDataSource.isPossible(3)).isFalse();
    }

    /** With one connection. */
    private static HikariDataSource pool(String name) {
        var pool = new HikariDataSource();
        pool.setDataSource(Postgres.dataSource(Postgres.shared().newDatabase()));
        pool.setPoolName(name);
        pool.setMaximumPoolSize(1);
        pool.setConnectionTimeout(250);
        return pool;
    }
}
