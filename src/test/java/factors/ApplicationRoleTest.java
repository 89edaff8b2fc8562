package factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import testing.App;
import testing.Postgres;
import tools.jackson.databind.JsonNode;

/**
 * Least privilege in the database: web, worker and every task but {@code migrate} work with a role that only reads and
 * writes rows. The other tests of a running release use this role as well.
 */
class ApplicationRoleTest {

    private static final RunningRelease RELEASE = RunningRelease.get();
    /** That of the owner, and those that connect to no database. */
    private static final Set<String> LEFT_OUT = Set.of("migrate", "help", "version", "config");

    @Test
    void webAndWorkerAreConnectedAsThisRoleOnly() {
        assertThat(Postgres.shared().strings(RELEASE.deploy().databaseUrl(), """
            SELECT DISTINCT usename
            FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """))
                .containsExactly(Postgres.APPLICATION_ROLE);
    }

    @Test
    void thisRoleRunsNoDdl() {
        JdbcClient jdbc = JdbcClient.create(Postgres.dataSource(
                Objects.requireNonNull(RELEASE.deploy().environment().get("DATABASE_URL"))));
        for (String ddl : List.of("CREATE TABLE mine (id int)", "DROP TABLE pings", "ALTER TABLE pings ADD mine int")) {
            assertThatThrownBy(() -> jdbc.sql(ddl).update())
                    .as(ddl)
                    .rootCause()
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    @Test
    void everyOtherTaskWorksWithThisRole(@TempDir Path directory) {
        Set<String> tried = new HashSet<>(LEFT_OUT);
        String project = "--project="
                + done(tried, "create-project", "--name=role").get("project").asString();
        String file = "--file=" + directory.resolve("export");
        String channel = done(tried, "create-channel", project, "--kind=log", "--name=role")
                .get("channel")
                .asString();
        String key = done(tried, "rotate-key", project, "--kind=ping").get("id").asString();
        done(tried, "create-account", "--email=role@example.com", project);
        done(tried, "disable-account", "--email=role@example.com");
        done(tried, "revoke-key", "--key=" + key);
        done(tried, "send-test", "--channel=" + channel);
        done(tried, "export", project, file);
        done(tried, "import", file);
        for (String task : List.of("doctor", "verify", "list-projects", "list-accounts", "prune", "seed-demo")) {
            done(tried, task);
        }

        assertThat(tried).containsExactlyInAnyOrderElementsOf(Factor12AdminProcessesTest.TASKS);
    }

    @Test
    void migrateIsForTheOwnerAndSaysSo() {
        assertThat(RELEASE.done("--task=migrate", "--grant-to=" + Postgres.APPLICATION_ROLE)
                        .get("granted_to")
                        .asString())
                .isEqualTo(Postgres.APPLICATION_ROLE);

        App.Exit refused =
                RELEASE.run(RELEASE.deploy().ownerEnvironment(), "--task=migrate", "--grant-to=nobody-of-this-name");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.stderr()).contains("--grant-to=nobody-of-this-name: the role does not exist");
    }

    private static JsonNode done(Set<String> tried, String task, String... options) {
        tried.add(task);
        return RELEASE.done(
                Stream.concat(Stream.of("--task=" + task), Stream.of(options)).toArray(String[]::new));
    }
}
