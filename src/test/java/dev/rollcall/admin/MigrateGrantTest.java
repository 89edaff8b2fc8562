package dev.rollcall.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollcall.platform.database.SchemaStore;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import testing.Postgres;

/** {@code migrate --grant-to} by an owner that is no superuser. */
class MigrateGrantTest {

    private static final AtomicInteger ROLES = new AtomicInteger();

    /** SQLSTATE insufficient_privilege. */
    private static final String REFUSED = "42501";

    private static final List<String> FORBIDDEN = List.of(
            "CREATE TABLE mine (id int)",
            "ALTER TABLE projects ADD COLUMN mine int",
            "DROP TABLE pings",
            "TRUNCATE pings",
            "CREATE INDEX mine ON pings (received_at)",
            "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "CREATE SCHEMA mine",
            "ALTER TABLE projects DISABLE ROW LEVEL SECURITY",
            "COMMENT ON TABLE projects IS 'mine'",
            "CREATE ROLE mine",
            "UPDATE flyway_schema_history SET success = false",
            "DELETE FROM flyway_schema_history");

    private final Postgres postgres = Postgres.shared();
    private final String database = postgres.newDatabase();
    private final String owner = newRole("owner");
    /** Needs quotes in SQL. */
    private final String application = newRole("Application of");

    @BeforeEach
    void giveTheDatabaseToTheOwner() {
        postgres.executeIn(database, "ALTER DATABASE " + database.replaceFirst(".*/", "") + " OWNER TO " + owner);
    }

    @Test
    void theRoleReadsAndWritesRowsOfEveryTable() {
        assertThat(migrate(application)).containsEntry("granted_to", application);

        JdbcClient jdbc = JdbcClient.create(as(application));
        for (String table : tables()) {
            assertThat(privileges(jdbc, table))
                    .as(table)
                    .isEqualTo(
                            table.equals("flyway_schema_history")
                                    ? List.of("SELECT")
                                    : List.of("DELETE", "INSERT", "SELECT", "UPDATE"));
        }
        // Its primary key comes from a sequence, on which no right is needed.
        jdbc.sql("INSERT INTO outages (began_at, reason) VALUES (now(), 'STOPPED')")
                .update();
        assertThat(jdbc.sql("DELETE FROM outages").update()).isEqualTo(1);
    }

    /** All in one database: none of them may change anything. */
    @Test
    void theRoleRunsNoDdl() {
        migrate(application);

        JdbcClient jdbc = JdbcClient.create(as(application));
        assertThat(FORBIDDEN)
                .allSatisfy(statement -> assertThatExceptionOfType(DataAccessException.class)
                        .isThrownBy(() -> jdbc.sql(statement).update())
                        .satisfies(e -> assertThat(sqlState(e)).isEqualTo(REFUSED)));
    }

    @Test
    void aRepeatChangesNothingAndMendsWhatWasTakenAway() {
        migrate(application);
        List<String> granted = accessLists();
        migrate(application);
        assertThat(accessLists()).isEqualTo(granted);

        JdbcClient.create(as(owner))
                .sql("REVOKE UPDATE ON pings FROM \"" + application + "\"")
                .update();
        assertThat(accessLists()).isNotEqualTo(granted);
        migrate(application);
        assertThat(accessLists()).isEqualTo(granted);
    }

    @Test
    void aTableOfALaterMigrationIsOpenAtOnce() {
        migrate(application);
        JdbcClient.create(as(owner)).sql("CREATE TABLE later (id int)").update();

        assertThat(privileges(JdbcClient.create(as(application)), "later"))
                .containsExactly("DELETE", "INSERT", "SELECT", "UPDATE");
    }

    @Test
    void anUnusableRoleIsRefusedBeforeAnythingIsDone() {
        assertRefused("nobody-of-this-name", "does not exist");
        assertRefused(owner, "runs migrate");
        assertThat(tables()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ALTER ROLE \"%s\" SUPERUSER, is a superuser",
        "GRANT \"%2$s\" TO \"%1$s\", is a member of",
        "GRANT CREATE ON SCHEMA public TO \"%s\", may create tables"
    })
    void aRoleThatCouldRunDdlAnywayIsRefused(String mistake, String fault) {
        postgres.executeIn(database, mistake.formatted(application, owner));

        assertRefused(application, fault);
        assertThat(tables()).isEmpty();
    }

    @Test
    void aGrantThatTheOwnerCannotMakeIsNamed() {
        String name = database.replaceFirst(".*/", "");
        migrate(null);
        postgres.executeIn(database, "CREATE TABLE of_somebody_else (id int)");
        postgres.executeIn(database, "GRANT SELECT ON of_somebody_else TO " + owner + " WITH GRANT OPTION");
        postgres.executeIn(database, "REVOKE CONNECT ON DATABASE " + name + " FROM PUBLIC");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> migrate(application))
                .withMessageContainingAll(application, "INSERT on of_somebody_else", "CONNECT on the database " + name);
    }

    private void assertRefused(String role, String fault) {
        assertThatExceptionOfType(WrongUsageException.class)
                .isThrownBy(() -> migrate(role))
                .withMessageContainingAll("--grant-to=" + role, fault);
    }

    private Map<String, Object> migrate(@Nullable String role) {
        DriverManagerDataSource dataSource = as(owner);
        JdbcClient jdbc = JdbcClient.create(dataSource);
        TaskResult result = new Migrate(dataSource, new MigrationStore(jdbc, new SchemaStore(jdbc)))
                .run(new TaskOptions(role == null ? Map.of() : Map.of("grant-to", role)));
        return new TreeMap<>(((TaskResult.Facts) result).facts());
    }

    private List<String> tables() {
        return postgres.strings(
                database, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename");
    }

    private List<String> accessLists() {
        return postgres.strings(database, """
            SELECT coalesce(relname || ' ' || relacl::text, relname)
            FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
            ORDER BY relname
            """);
    }

    private static List<String> privileges(JdbcClient jdbc, String table) {
        return jdbc.sql("""
            SELECT privilege
            FROM unnest(ARRAY['DELETE', 'INSERT', 'REFERENCES', 'SELECT', 'TRIGGER', 'TRUNCATE', 'UPDATE'])
                AS p (privilege)
            WHERE has_table_privilege(CAST(:table AS text), privilege)
            ORDER BY privilege
            """).param("table", table).query(String.class).list();
    }

    private DriverManagerDataSource as(String role) {
        // Not in the URL, in which a blank would have to be encoded.
        String[] login =
                Postgres.as(role, database).substring("postgres://".length()).split("[:@]");
        String address = Postgres.as(role, database).replaceFirst(".*@", "");
        return new DriverManagerDataSource("jdbc:postgresql://" + address, role, login[1]);
    }

    private String newRole(String kind) {
        String name = kind + (kind.contains(" ") ? " " : "_") + database.replaceFirst(".*/", "") + "_"
                + ROLES.incrementAndGet();
        postgres.createRole(name);
        return name;
    }

    private static @Nullable String sqlState(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getSQLState())
                .findFirst()
                .orElse(null);
    }
}
