package dev.rollcall.platform.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.rollcall.platform.start.PlatformConfiguration.LeaveReadOnlyServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import testing.Postgres;

class LeaveReadOnlyServerTest {

    private final String database = Postgres.shared().newDatabase();
    private final LeaveReadOnlyServer server = new LeaveReadOnlyServer();
    private final HikariDataSource one = pool("one");
    private final HikariDataSource another = pool("another");

    @AfterEach
    void close() {
        one.close();
        another.close();
    }

    @Test
    void everyPoolLeavesIt() {
        int backend = backend(another);
        becomesReadOnly(one);

        assertThatThrownBy(() -> sql(one, "CREATE TABLE refused ()")).hasMessageContaining("read-only");

        assertThat(backend(another)).isNotEqualTo(backend);
        sql(one, "CREATE TABLE accepted ()");
    }

    @Test
    void aServerThatStaysReadOnlyIsLeftOnceInTenSeconds() {
        becomesReadOnly(one);
        assertThatThrownBy(() -> sql(one, "CREATE TABLE refused ()")).hasMessageContaining("read-only");
        int backend = backend(another);
        becomesReadOnly(one);
        assertThatThrownBy(() -> sql(one, "CREATE TABLE refused ()")).hasMessageContaining("read-only");

        assertThat(backend(another)).isEqualTo(backend);
    }

    @Test
    void anotherFailureClosesNoOtherConnection() {
        int backend = backend(another);

        assertThatThrownBy(() -> sql(one, "SELECT 1 / 0")).hasMessageContaining("division by zero");

        assertThat(backend(another)).isEqualTo(backend);
    }

    private static void becomesReadOnly(HikariDataSource pool) {
        sql(pool, "SET default_transaction_read_only = on");
    }

    /** The process of the server that the connection of this pool belongs to. */
    private static int backend(HikariDataSource pool) {
        return JdbcClient.create(pool)
                .sql("SELECT pg_backend_pid()")
                .query(Integer.class)
                .single();
    }

    private static void sql(HikariDataSource pool, String sql) {
        JdbcClient.create(pool).sql(sql).update();
    }

    /** With one connection. */
    private HikariDataSource pool(String name) {
        var pool = new HikariDataSource();
        pool.setDataSource(Postgres.dataSource(database));
        pool.setPoolName(name);
        pool.setMaximumPoolSize(1);
        return server.watched(pool);
    }
}
