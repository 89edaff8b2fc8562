package dev.rollcall.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.rollcall.platform.database.SchemaStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import testing.App;
import testing.Postgres;

/**
 * Migrations while other sessions use the tables: each wait is short, and no other session waits longer because of it.
 */
@Timeout(300)
class MigrateLockTest {

    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(500);
    /** In this time a patient migration gives its lock up three times. */
    private static final Duration SEVERAL_ATTEMPTS = Duration.ofSeconds(2);

    private static final LockPatience PATIENT =
            new LockPatience(LOCK_TIMEOUT, 100, Duration.ofMillis(100), Duration.ofMillis(100));
    private static final LockPatience IMPATIENT =
            new LockPatience(LOCK_TIMEOUT, 2, Duration.ofMillis(100), Duration.ofMillis(100));
    /** The table accesses of a ping. */
    private static final List<String> PING = List.of(
            "UPDATE check_states SET ping_count = ping_count WHERE check_id = gen_random_uuid()",
            "DELETE FROM pings WHERE check_id = gen_random_uuid()");

    private final Postgres postgres = Postgres.shared();
    private final String database = postgres.newDatabase();
    private final PGSimpleDataSource dataSource = new PGSimpleDataSource();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    MigrateLockTest() throws SQLException {
        try (Connection connection = postgres.connect(database)) {
            dataSource.setUrl(connection.getMetaData().getURL());
        }
        String[] user = java.net.URI.create(database).getUserInfo().split(":", 2);
        dataSource.setUser(user[0]);
        dataSource.setPassword(user[1]);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void pingsGoOnDuringALongReadAndTheMigrationRunsWhenTheReadEnds() throws Exception {
        migrateBeforeTheReferenceMoved();
        try (Connection reader = reader()) {
            Future<TaskResult> migrate = threads.submit(() -> migrate(PATIENT));
            untilAMigrationWaits();
            LongestPing pings = pingFor(SEVERAL_ATTEMPTS);
            assertThat(migrate.isDone()).isFalse();
            assertThat(pings.failed()).isZero();
            assertThat(pings.longest()).isLessThan(LOCK_TIMEOUT.plusMillis(700));
            reader.rollback();
            assertThat(facts(migrate.get(App.PATIENCE.toSeconds(), TimeUnit.SECONDS)))
                    .containsEntry("applied", migrations().length - 12);
        }
        assertThat(postgres.strings(database, "SELECT version FROM flyway_schema_history WHERE NOT success"))
                .isEmpty();
    }

    @Test
    void aReadThatDoesNotEndMakesTheMigrationGiveUpAndNameTheReader() throws Exception {
        migrateBeforeTheReferenceMoved();
        try (Connection reader = reader()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> migrate(IMPATIENT))
                    .withMessageContaining("V013__")
                    .withMessageContaining("2 times")
                    .withMessageContaining("slow reader")
                    .withMessageContaining("pings");
            assertThat(migratedTo()).isEqualTo("012");
            reader.rollback();
        }
        assertThat(facts(migrate(IMPATIENT))).containsEntry("applied", migrations().length - 12);
    }

    @Test
    void theMigrationYieldsInADeadlockWithAPing() throws Exception {
        migrateBeforeTheReferenceMoved();
        try (Connection ping = postgres.connect(database)) {
            ping.setAutoCommit(false);
            run(ping, PING.get(0));
            Future<TaskResult> migrate = threads.submit(() -> migrate(LockPatience.USUAL));
            untilAMigrationWaits();
            // The migration holds this table, and waits for the other.
            run(ping, PING.get(1));
            ping.commit();
            assertThat(facts(migrate.get(App.PATIENCE.toSeconds(), TimeUnit.SECONDS)))
                    .containsEntry("applied", migrations().length - 12);
        }
    }

    @Test
    void twoMigrationsAtOnceBothSucceedAndApplyEachScriptOnce() throws Exception {
        Callable<TaskResult> migrate = () -> migrate(LockPatience.USUAL);
        int applied = 0;
        for (Future<TaskResult> done : threads.invokeAll(List.of(migrate, migrate))) {
            applied += Integer.parseInt(String.valueOf(facts(done.get()).get("applied")));
        }
        assertThat(applied).isEqualTo(migrations().length);
    }

    @Test
    void fiveMigrationsAtOnceThatAllWaitForALockAllSucceed() throws Exception {
        try (Connection other = postgres.connect(database)) {
            other.setAutoCommit(false);
            // A table of the second migration. Another session that creates it must wait for the end of this
            // transaction.
            run(other, "CREATE TABLE checks (id int)");
            List<Future<TaskResult>> migrations = java.util.stream.IntStream.range(0, 5)
                    .mapToObj(n -> threads.submit(() -> migrate(PATIENT)))
                    .toList();
            untilAMigrationWaits();
            Awaitility.await().pollDelay(SEVERAL_ATTEMPTS).until(() -> true);
            assertThat(migrations).noneMatch(Future::isDone);
            other.rollback();
            int applied = 0;
            for (Future<TaskResult> done : migrations) {
                applied += Integer.parseInt(String.valueOf(facts(done.get()).get("applied")));
            }
            assertThat(applied).isEqualTo(migrations().length);
        }
    }

    @Test
    void everyMigrationRunsInATransactionSoAFailedOneLeavesNothing() throws IOException {
        for (Resource migration : migrations()) {
            assertThat(migration.getContentAsString(StandardCharsets.UTF_8).toUpperCase(java.util.Locale.ROOT))
                    .as(migration.getFilename())
                    .doesNotContainPattern(
                            "CONCURRENTLY|(?m)^\\s*(VACUUM|ALTER SYSTEM|COMMIT|ROLLBACK|REINDEX|CLUSTER)\\b");
        }
        assertThat(new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/*.conf"))
                .isEmpty();
    }

    @Test
    void thePauseGrowsToTenSecondsAndTheWholeWaitIsBounded() {
        LockPatience usual = LockPatience.USUAL;
        assertThat(usual.pauseAfter(1)).isEqualTo(Duration.ofMillis(500));
        assertThat(usual.pauseAfter(2)).isEqualTo(Duration.ofSeconds(1));
        assertThat(usual.pauseAfter(29)).isEqualTo(Duration.ofSeconds(10));
        Duration whole = Duration.ZERO;
        for (int attempt = 1; attempt < usual.attempts(); attempt++) {
            whole = whole.plus(usual.lockTimeout()).plus(usual.pauseAfter(attempt));
        }
        assertThat(whole).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(6));
    }

    private void migrateBeforeTheReferenceMoved() {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .target("12")
                .load()
                .migrate();
    }

    private TaskResult migrate(LockPatience patience) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        return new Migrate(dataSource, new MigrationStore(jdbc, new SchemaStore(jdbc)), patience)
                .run(new TaskOptions(Map.of()));
    }

    /** Holds the lock of a session that reads the ping log. */
    private Connection reader() throws SQLException {
        Connection reader = postgres.connect(database);
        reader.setAutoCommit(false);
        run(reader, "SET application_name = 'slow reader'");
        run(reader, "SELECT count(*) FROM pings");
        return reader;
    }

    private LongestPing pingFor(Duration time) throws SQLException {
        var stop = new AtomicBoolean();
        var longest = new AtomicLong();
        var failed = new AtomicInteger();
        var unused = threads.submit(() -> {
            while (!stop.get()) {
                long start = System.nanoTime();
                try (Connection connection = postgres.connect(database)) {
                    connection.setAutoCommit(false);
                    for (String statement : PING) {
                        run(connection, statement);
                    }
                    connection.commit();
                } catch (SQLException e) {
                    failed.incrementAndGet();
                }
                longest.accumulateAndGet(System.nanoTime() - start, Math::max);
            }
        });
        Awaitility.await().pollDelay(time).atMost(time.plus(App.PATIENCE)).until(() -> true);
        stop.set(true);
        return new LongestPing(Duration.ofNanos(longest.get()), failed.get());
    }

    private void untilAMigrationWaits() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !postgres.strings(
                                database,
                                "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname ="
                                        + " current_database()")
                        .isEmpty());
    }

    private String migratedTo() {
        return postgres.strings(database, "SELECT max(version) FROM flyway_schema_history")
                .get(0);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Map<String, Object> facts(TaskResult result) {
        return new java.util.HashMap<>(((TaskResult.Facts) result).facts());
    }

    private static Resource[] migrations() throws IOException {
        return new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/V*.sql");
    }

    /** The results of the pings. */
    private record LongestPing(Duration longest, int failed) {}
}
