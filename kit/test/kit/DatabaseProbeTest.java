package kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import kit.database.Database;
import kit.database.DatabaseAddress;
import kit.probe.Finding;
import kit.probe.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The probes of the database see a service that meets their demand, and one that does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseProbeTest {

    private Database database;

    @BeforeAll
    void start() throws Exception {
        database = Database.own();
    }

    @AfterAll
    void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void dropTables() throws Exception {
        DatabaseAddress address = database.address();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + address.port() + "/" + address.name(),
                        address.user(),
                        address.password());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS orders");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                backing.attached      | web         | database | database,knows-the-database         | not the port in its environment
                backing.away-at-start | web         | database | database,ends-well-without-database | ended with status 0
                backing.away-midway   | web         | database | database,dies-with-database         | web ended
                parity.no-stand-in    | web         | database | database,has-a-stand-in             | uses another in its place
                config.secrets-kept   | web         | database | database,prints-url                 | in the log of web
                release.schema        | web release | database | database,web-migrates               | table public.orders
                release.repeatable    | web release | database | database,migrates-once              | status 1
                """)
    void aProbeSeesWhatHoldsAndWhatDoesNot(String probe, String types, String good, String bad, String evidence)
            throws Exception {
        Finding holds = SampleRun.of(probe, types, good, database, false);
        assertThat(holds.verdict()).as(holds.evidence()).isEqualTo(Verdict.HOLDS);
        dropTables();

        Finding broken = SampleRun.of(probe, types, bad, database, true);
        assertThat(broken.verdict()).as(broken.evidence()).isEqualTo(Verdict.DOES_NOT_HOLD);
        assertThat(broken.evidence()).contains(evidence);
        assertThat(broken.evidence()).doesNotContain(database.address().password());
    }
}
