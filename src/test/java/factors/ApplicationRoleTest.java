package factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
    private static final String MIGRATE = "migrate";

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
        JsonNode project = RELEASE.deploy().project();
        String id = project.get("project").asString();
        RELEASE.done("--task=create-account", "--email=role@example.com", "--project=" + id);
        String channel = RELEASE.done("--task=create-channel", "--project=" + id, "--kind=log", "--name=role")
                .get("channel")
                .asString();
        String key = RELEASE.done("--task=rotate-key", "--project=" + id, "--kind=ping")
                .get("id")
                .asString();
        String file = directory.resolve("export").toString();
        Map<String, List<String>> options = new LinkedHashMap<>();
        options.put("help", List.of());
        options.put("version", List.of());
        options.put("config", List.of());
        options.put("doctor", List.of());
        options.put("verify", List.of());
        options.put("create-project", List.of("--name=role"));
        options.put("list-projects", List.of());
        options.put("create-account", List.of("--email=another@example.com"));
        options.put("list-accounts", List.of());
        options.put("disable-account", List.of("--email=role@example.com"));
        options.put("rotate-key", List.of("--project=" + id, "--kind=ping"));
        options.put("revoke-key", List.of("--key=" + key));
        options.put("create-channel", List.of("--project=" + id, "--kind=log", "--name=another"));
        options.put("send-test", List.of("--channel=" + channel));
        options.put("prune", List.of());
        options.put("export", List.of("--project=" + id, "--file=" + file));
        options.put("import", List.of("--file=" + file));
        options.put("seed-demo", List.of());

        options.forEach((task, more) -> {
            String[] arguments =
                    Stream.concat(Stream.of("--task=" + task), more.stream()).toArray(String[]::new);
            App.Exit exit = RELEASE.run(RELEASE.deploy().environment(), arguments);
            assertThat(exit.status()).as(task + " " + exit).isZero();
        });

        Set<String> untried = tasks();
        untried.removeAll(options.keySet());
        assertThat(untried).as("tasks that were not tried").containsExactly(MIGRATE);
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

    private static Set<String> tasks() {
        return App.done(Map.of(), "--task=help")
                .stdout()
                .lines()
                .filter(line -> line.matches(" {2}[a-z].*"))
                .map(line -> line.strip().split(" ", 2)[0])
                .collect(Collectors.toCollection(HashSet::new));
    }
}
