package dev.rollcall.ping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.ping.admission.Overloads;
import dev.rollcall.platform.thread.LoopProgress;
import dev.rollcall.platform.thread.Threads;
import dev.rollcall.platform.thread.VitalThreads;
import dev.rollcall.project.Projects;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;

/** A commit that fails. A trigger makes it fail in the database, as the server would, and counts the attempts. */
@RollcallTest
class PingWriterTest {

    private static final String MAKE = """
            CREATE SEQUENCE failed_commits;
            CREATE FUNCTION fail_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                PERFORM nextval('failed_commits');
                RAISE EXCEPTION 'of a test' USING ERRCODE = '%s';
            END $$;
            CREATE CONSTRAINT TRIGGER fail_commit AFTER INSERT ON pings DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION fail_commit();
            """;
    private static final String FAIL_INSERTS = """
            CREATE FUNCTION fail_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                RAISE EXCEPTION 'of a test' USING ERRCODE = '%s';
            END $$;
            CREATE TRIGGER fail_commit BEFORE INSERT ON pings FOR EACH ROW EXECUTE FUNCTION fail_commit();
            """;
    private static final String REMOVE = """
            DROP TRIGGER IF EXISTS fail_commit ON pings;
            DROP FUNCTION IF EXISTS fail_commit;
            DROP SEQUENCE IF EXISTS failed_commits;
            """;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private PingWriter writer;

    @Autowired
    private StorageTrial storage;

    @Autowired
    private PingBatch batch;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private VitalThreads threads;

    @Autowired
    private DataSource dataSource;

    @AfterEach
    void removeTrigger() {
        fixtures.jdbc().sql(REMOVE).update();
    }

    /** The end of a session, a lost connection, a full disk, and a read-only server. */
    @ParameterizedTest
    @ValueSource(strings = {"57P01", "08006", "53100", "25006"})
    void pingsAreNotWrittenAgainWhenTheyMayBeStored(String sqlState) {
        assertThat(attempts(sqlState)).isEqualTo(1);
    }

    /** All together, and then each by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"23514", "22003"})
    void pingsAreWrittenOneByOneWhenTheDatabaseRefusesTheirData(String sqlState) {
        assertThat(attempts(sqlState)).isEqualTo(3);
    }

    @Test
    void webDoesNotReceiveWhilePingsAreRefused() {
        assertThat(storage.fault()).isEmpty();

        assertThat(new StorageTrial(batch, Overloads.refusing(), transactions).fault())
                .contains("more pings come than can be stored");
    }

    /** The jobs of such a commit have no answer, so they do not ping again. */
    @Test
    void webDoesNotReceiveWhileACommitHangs() throws Exception {
        PendingPing ping = pending(fixtures.check(fixtures.project(), "{}"));
        Thread commit;
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE pings IN EXCLUSIVE MODE");
            commit = Threads.start("commit-of-a-test", () -> write(List.of(ping)));

            Awaitility.await()
                    .atMost(StorageTrial.MAX_COMMIT.plusSeconds(15))
                    .untilAsserted(() -> assertThat(storage.fault()).hasValue("a commit of pings hangs"));
            other.rollback();
        }
        commit.join();
        assertThat(ping.awaitAnswer()).isTrue();
        assertThat(storage.fault()).isEmpty();
    }

    @Test
    void aTrialTellsWhetherPingsCanBeStoredAgainAndStoresNone() {
        UUID check = fixtures.check(fixtures.project(), "{}");
        assertThat(storage.fault()).as("before a failure").isEmpty();
        fixtures.jdbc().sql(FAIL_INSERTS.formatted("53100")).update();
        write(List.of(pending(check)));
        assertThat(storage.fault()).hasValue("pings cannot be stored: ERROR: of a test");

        removeTrigger();

        assertThat(storage.fault()).isEmpty();
        assertThat(fixtures.jdbc()
                        .sql("SELECT count(*) FROM pings WHERE check_id = :check")
                        .param("check", check)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aTrialWithAPingWhoseDataIsRefusedSaysNothingAboutOthers() {
        UUID check = fixtures.check(fixtures.project(), "{}");
        fixtures.jdbc().sql(FAIL_INSERTS.formatted("23514")).update();
        storage.refused(pending(check).ping());

        assertThat(storage.fault()).isEmpty();
    }

    /** How often a batch of two pings is written. */
    private int attempts(String sqlState) {
        Projects.NewProject project = fixtures.project();
        List<PendingPing> pings = Stream.generate(() -> fixtures.check(project, "{}"))
                .limit(2)
                .map(PingWriterTest::pending)
                .toList();
        fixtures.jdbc().sql(MAKE.formatted(sqlState)).update();

        write(pings);

        assertThat(pings)
                .allSatisfy(ping -> assertThatThrownBy(ping::awaitAnswer).hasStackTraceContaining("of a test"));
        return fixtures.jdbc()
                .sql("SELECT last_value FROM failed_commits")
                .query(Integer.class)
                .single();
    }

    private void write(List<PendingPing> pings) {
        LoopProgress turns = threads.expect("ping-writer-of-a-test", Duration.ofMinutes(1));
        writer.write(pings, turns);
        threads.forget(turns);
    }

    private static PendingPing pending(UUID check) {
        return new PendingPing(new Ping(
                new CheckId(check),
                PingKind.SUCCESS,
                Instant.parse("2026-03-01T12:00:00Z"),
                null,
                null,
                new Ping.Origin("http", "GET", "203.0.113.7", "curl", null, null),
                null));
    }
}
