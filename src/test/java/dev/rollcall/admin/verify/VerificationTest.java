package dev.rollcall.admin.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionTemplate;
import testing.Postgres;

/** Each invariant holds in a healthy database, and one statement of a careless hand breaks it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerificationTest {

    private static final Pattern CHECK_ID = Pattern.compile("0{8}-0000-0000-0000-0{10}c.");

    /** Such a statement must not meet a foreign key. */
    private static final String WITHOUT_KEYS = "SET LOCAL session_replication_role = replica; ";

    private final String url = Postgres.shared().newMigratedDatabase();
    private final DataSource database = Postgres.dataSource(url);
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));

    @BeforeAll
    void fill() {
        new ResourceDatabasePopulator(new ClassPathResource("verify/healthy.sql")).execute(database);
    }

    @Test
    void aHealthyDatabaseBreaksNone() {
        AllInvariants.hold(url);
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void oneStatementBreaksIt(Break given) {
        List<Examined> broken = broken(given.sql());

        assertThat(broken).extracting(each -> each.invariant().rule()).containsExactly(given.rule());
        assertThat(broken.get(0).invariant().table()).isEqualTo(given.table());
        assertThat(String.join("; ", broken.get(0).examples())).contains(given.example());
        assertThat(broken.get(0).examples())
                .as("the id of a check is a secret")
                .noneMatch(example -> CHECK_ID.matcher(example).find());
    }

    @Test
    void noInvariantIsWithoutAStatementThatBreaksIt() {
        List<String> all = AllInvariants.verification(database).run().stream()
                .map(each -> each.invariant().table() + ": " + each.invariant().rule())
                .toList();

        assertThat(breaks().map(each -> each.table() + ": " + each.rule()).distinct())
                .containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void manyRowsAreCountedAndThreeAreNamed() {
        List<Examined> broken = broken("""
                INSERT INTO flips (check_id, from_status, to_status, reason, flipped_at, ping_n)
                SELECT check_id, 'UP', 'UP', 'LATE', now(), 99
                FROM check_states, generate_series(1, 1000)
                WHERE status = 'UP'
                """);

        assertThat(broken).hasSize(1);
        assertThat(broken.get(0).rows()).isEqualTo(1000);
        assertThat(broken.get(0).examples()).hasSize(3);
    }

    @Test
    void whatOthersCommitMeanwhileIsNotSeen() {
        var breaking = new Invariants() {
            @Override
            public List<Invariant> all() {
                // On a connection of its own, after the snapshot was taken.
                Postgres.shared().executeIn(url, "UPDATE flips SET ping_n = 99 WHERE id = 3");
                return List.of(new Invariant(
                        "flips", "each is known", "SELECT id::text AS example FROM flips WHERE ping_n > 3"));
            }
        };
        var verification = new Verification(
                List.of(breaking), new InvariantStore(jdbc), new DataSourceTransactionManager(database));
        try {
            assertThat(verification.run()).noneMatch(Examined::isBroken);
            assertThatThrownBy(() -> AllInvariants.hold(url))
                    .as("of the next snapshot")
                    .hasMessageContaining("each names a ping that its check has counted");
        } finally {
            Postgres.shared().executeIn(url, "UPDATE flips SET ping_n = 3 WHERE id = 3");
        }
    }

    @Test
    void itWritesNothingAndSaysWhichInvariantItCouldNotExamine() {
        Invariants writing = () -> List.of(
                new Invariant("flips", "each is deleted", "SELECT nextval('flips_id_seq')::text AS example", Map.of()));
        var verification = new Verification(
                List.of(writing), new InvariantStore(jdbc), new DataSourceTransactionManager(database));

        assertThatThrownBy(verification::run)
                .hasMessageContaining("could not examine 'flips: each is deleted'")
                .hasMessageContaining("read-only transaction");
    }

    private List<Examined> broken(String sql) {
        return Objects.requireNonNull(transaction.execute(status -> {
            status.setRollbackOnly();
            jdbc.sql(sql).update();
            return AllInvariants.verification(database).run().stream()
                    .filter(Examined::isBroken)
                    .toList();
        }));
    }

    /**
     * A statement that breaks one invariant.
     *
     * @param example a part of the name of the row
     */
    private record Break(String table, String rule, String example, String sql) {

        @Override
        public String toString() {
            return table + ": " + rule;
        }
    }

    private static Stream<Break> breaks() {
        return Stream.of(
                new Break(
                        "all tables",
                        "each constraint and index is valid and enforced",
                        "excuses_move_deadlines_on",
                        """
                        ALTER TABLE excuses
                            DROP CONSTRAINT excuses_move_deadlines_on,
                            ADD CONSTRAINT excuses_move_deadlines_on CHECK (new_down_after > old_down_after) NOT VALID
                        """),
                new Break(
                        "all tables",
                        "each constraint and index is valid and enforced",
                        "deliveries_channel_id_fkey",
                        "ALTER TABLE deliveries DISABLE TRIGGER ALL"),
                new Break(
                        "all tables",
                        "each constraint and index is valid and enforced",
                        "flips_by_check",
                        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'flips_by_check'::regclass"),
                new Break(
                        "all tables",
                        "each row refers to rows that exist",
                        "maintenance_window_checks_window_id_fkey (0,1)",
                        WITHOUT_KEYS + "DELETE FROM maintenance_windows"),
                new Break("check_channels", "each check uses channels of its project", "b2", """
                        INSERT INTO check_channels
                        SELECT '00000000-0000-0000-0000-0000000000c1', '00000000-0000-0000-0000-0000000000b2'
                        """),
                new Break("channel_members", "each group has channels of its project", "b2", """
                        INSERT INTO channel_members
                        SELECT '00000000-0000-0000-0000-0000000000b3', '00000000-0000-0000-0000-0000000000b2'
                        """),
                new Break("channel_members", "only groups have members, and none is a group", "b1", """
                        INSERT INTO channel_members
                        SELECT '00000000-0000-0000-0000-0000000000b1', '00000000-0000-0000-0000-0000000000b3'
                        """),
                new Break("check_parents", "each check depends on checks of its project", "check_key", """
                        INSERT INTO check_parents
                        SELECT '00000000-0000-0000-0000-0000000000c1', '00000000-0000-0000-0000-0000000000c3'
                        """),
                new Break("check_parents", "no check depends on itself by way of others", "check_key", """
                        INSERT INTO check_parents
                        SELECT '00000000-0000-0000-0000-0000000000c1', '00000000-0000-0000-0000-0000000000c2'
                        """),
                new Break(
                        "check_states",
                        "each that is up and has a period has a deadline",
                        "check_key",
                        "UPDATE check_states SET down_after = NULL WHERE status = 'UP'"),
                new Break("check_states", "each deadline is of a check that expects a ping", "NEW", """
                        UPDATE check_states SET down_after = now(), sweep_after = now()
                        WHERE check_id = '00000000-0000-0000-0000-0000000000c2'
                        """),
                new Break(
                        "check_states",
                        "each deadline follows from the last ping",
                        "check_key",
                        "UPDATE check_states SET down_after = down_after + interval '1 second' WHERE status = 'UP'"),
                new Break(
                        "check_states",
                        "the sweep looks at each before it is late",
                        "check_key",
                        "UPDATE check_states SET late_after = now() WHERE status = 'UP'"),
                new Break(
                        "checks",
                        "each has a state",
                        "check_key",
                        "DELETE FROM check_states WHERE check_id = '00000000-0000-0000-0000-0000000000c2'"),
                new Break(
                        "checks",
                        "each unique key follows from the id",
                        "check_key",
                        "UPDATE checks SET unique_key = repeat('0', 40) WHERE id = '00000000-0000-0000-0000-0000000000c3'"),
                new Break("deliveries", "each is of the check of its flip", "d3", """
                        UPDATE deliveries SET check_id = '00000000-0000-0000-0000-0000000000c2' WHERE flip_id = 3
                        """),
                new Break("deliveries", "each goes to a channel of the project", "d3", """
                        UPDATE deliveries SET channel_id = '00000000-0000-0000-0000-0000000000b2' WHERE flip_id = 3
                        """),
                new Break("deliveries", "none goes to a group", "d3", """
                        UPDATE deliveries SET channel_id = '00000000-0000-0000-0000-0000000000b3' WHERE flip_id = 3
                        """),
                new Break("deliveries", "each that is pending is due at some time", "d3", """
                        UPDATE deliveries SET status = 'PENDING', finished_at = NULL, due_at = NULL WHERE flip_id = 3
                        """),
                new Break(
                        "deliveries",
                        "none was sent before an earlier one to the same channel",
                        "d3",
                        "UPDATE deliveries SET status = 'PENDING', finished_at = NULL WHERE flip_id = 2"),
                new Break(
                        "deliveries",
                        "none was sent before an earlier one to the same channel",
                        "d3",
                        "UPDATE deliveries SET finished_at = finished_at - interval '2 days' WHERE flip_id = 3"),
                new Break(
                        "deliveries",
                        "only those of a flip to down are reminders or have any",
                        "d3",
                        "UPDATE deliveries SET remind_at = now() WHERE flip_id = 3"),
                new Break(
                        "excuses",
                        "each belongs to an outage that is over",
                        "outage 2",
                        "UPDATE outages SET ended_at = NULL, settled_at = NULL WHERE id = 2"),
                new Break(
                        "excuses",
                        "each belongs to the project of its check",
                        "excuse",
                        "UPDATE excuses SET project_id = '00000000-0000-0000-0000-0000000000a2'"),
                new Break(
                        "flips",
                        "each begins with the status with which the one before it ended",
                        "flip 3",
                        "DELETE FROM flips WHERE id = 2"),
                new Break(
                        "flips",
                        "the flips of a check have the same order by time and by id",
                        "flip 2",
                        "UPDATE flips SET flipped_at = flipped_at + interval '36 hours' WHERE id = 1"),
                new Break(
                        "flips",
                        "the last of each check leads to its status",
                        "PAUSED",
                        "UPDATE check_states SET status = 'PAUSED', down_after = NULL WHERE status = 'UP'"),
                new Break(
                        "flips",
                        "each names a ping that its check has counted",
                        "flip 3",
                        "UPDATE flips SET ping_n = 4 WHERE id = 3"),
                new Break("maintenance_window_checks", "each window names checks of its project", "e1", """
                        INSERT INTO maintenance_window_checks
                        SELECT id, '00000000-0000-0000-0000-0000000000c3' FROM maintenance_windows
                        """),
                new Break(
                        "memberships",
                        "each project that has people has an owner",
                        "a1",
                        "UPDATE memberships SET role = 'MEMBER'"),
                new Break(
                        "outages",
                        "each begins after the one before it has ended",
                        "outage 2",
                        "UPDATE outages SET ended_at = ended_at + interval '30 hours' WHERE id = 1"),
                new Break(
                        "pings",
                        "the last of each check has the number that the check has counted",
                        "4 counted",
                        "UPDATE check_states SET ping_count = 4 WHERE status = 'UP'"),
                new Break(
                        "pings",
                        "none is missing among the latest of each check",
                        "after ping 1",
                        "DELETE FROM pings WHERE n = 2"),
                new Break("pings", "the last success or failure of each check is its last ping", "check_key", """
                        UPDATE check_states SET last_ping_at = last_ping_at - interval '1 hour',
                            down_after = down_after - interval '1 hour'
                        WHERE status = 'UP'
                        """),
                new Break(
                        "sessions",
                        "each in which somebody is signed in belongs to an account",
                        "session s1",
                        "UPDATE sessions SET principal_name = 'ana@example.com'"),
                new Break(
                        "user_entities",
                        "each belongs to an account",
                        "user_entity u1",
                        "UPDATE user_entities SET name = 'ana@example.com'"));
    }
}
