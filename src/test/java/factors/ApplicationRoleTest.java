package factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import testing.App;
import testing.Postgres;
import tools.jackson.databind.JsonNode;

/**
 * Least privilege in the database: web, worker and every task but {@code migrate} work with a role that only reads and
 * writes rows. The other tests of a running release use this role as well.
 */
class ApplicationRoleTest {

    private final RunningRelease release = RunningRelease.get();
    /** That of the owner, and those that connect to no database. */
    private static final Set<String> LEFT_OUT = Set.of("migrate", "help", "version", "config");
    /** These tests run the tasks with this role, and expect more of them than that they work. */
    private static final Map<Class<?>, Set<String>> ELSEWHERE = Map.of(
            Factor12AdminProcessesTest.class,
            Set.of("rotate-key", "revoke-key", "send-test", "prune"),
            Factor12TransferTest.class,
            Set.of("export", "import"),
            SecretsTest.class,
            Set.of("create-account", "doctor", "verify", "list-projects", "list-accounts"));

    @Test
    void webAndWorkerAreConnectedAsThisRoleOnly() {
        assertThat(Postgres.shared().strings(release.deploy().databaseUrl(), """
            SELECT DISTINCT usename
            FROM pg_stat_activity
            WHERE datname = current_database() AND application_name IN ('rollcall web', 'rollcall worker')
            """))
                .containsExactly(Postgres.APPLICATION_ROLE);
    }

    @Test
    void thisRoleRunsNoDdl() {
        JdbcClient jdbc = JdbcClient.create(Postgres.dataSource(
                Objects.requireNonNull(release.deploy().environment().get("DATABASE_URL"))));
        for (String ddl : List.of("CREATE TABLE mine (id int)", "DROP TABLE pings", "ALTER TABLE pings ADD mine int")) {
            assertThatThrownBy(() -> jdbc.sql(ddl).update())
                    .as(ddl)
                    .rootCause()
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    @Test
    void everyOtherTaskWorksWithThisRole() throws IOException {
        Set<String> tried = new HashSet<>(LEFT_OUT);
        for (Map.Entry<Class<?>, Set<String>> test : ELSEWHERE.entrySet()) {
            Path source = Path.of("src/test/java/factors", test.getKey().getSimpleName() + ".java");
            assertThat(test.getValue())
                    .as("tasks that " + source + " runs")
                    .allSatisfy(task -> assertThat(Files.readString(source)).contains("\"--task=" + task + "\""));
            tried.addAll(test.getValue());
        }
        String id = done(tried, "create-project", "--name=role").get("project").asString();
        done(tried, "create-channel", "--project=" + id, "--kind=log", "--name=role");
        release.deploy().signInLink("role@example.com", "Role", id);
        done(tried, "disable-account", "--email=role@example.com");
        done(tried, "seed-demo");

        assertThat(tried).containsExactlyInAnyOrderElementsOf(Factor12AdminProcessesTest.TASKS);
    }

    @Test
    void migrateIsForTheOwnerAndSaysSo() {
        assertThat(release.done("--task=migrate", "--grant-to=" + Postgres.APPLICATION_ROLE)
                        .get("granted_to")
                        .asString())
                .isEqualTo(Postgres.APPLICATION_ROLE);

        App.Exit refused =
                release.run(release.deploy().ownerEnvironment(), "--task=migrate", "--grant-to=nobody-of-this-name");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.stderr()).contains("--grant-to=nobody-of-this-name: the role does not exist");
    }

    private JsonNode done(Set<String> tried, String task, String... options) {
        tried.add(task);
        return release.done(
                Stream.concat(Stream.of("--task=" + task), Stream.of(options)).toArray(String[]::new));
    }
}
