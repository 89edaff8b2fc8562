package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Postgres;
import tools.jackson.databind.JsonNode;

/** Administration runs as one-off processes of the same jar and environment, while the release runs. */
class Factor12AdminProcessesTest {

    @Test
    void helpListsEveryTaskAndCanBeChosenByVariable() {
        App.Exit exit = App.done(Map.of("TASK", "help"));

        assertThat(exit.stdout()
                        .lines()
                        .filter(line -> line.matches(" {2}[a-z].*"))
                        .map(line -> line.strip().split(" ", 2)[0]))
                .containsExactly(
                        "add-note", "config", "create-key", "help", "list-keys", "migrate", "revoke-key", "version");
    }

    @Test
    void everyWrongOptionIsNamedAndTheExitCodeIsTwo() {
        var environment = Map.of("DATABASE_URL", "postgres://u:p@localhost/x", "LOG_FORMAT", "text");
        try (App app = App.run(environment, "--task=create-key", "--nmae=demo", "--output=xml")) {
            App.Exit exit = app.waitForExit();
            assertThat(exit.status()).isEqualTo(2);
            assertThat(exit.stdout()).isEmpty();
            assertThat(exit.stderr()).contains("--nmae", "--name", "--output must be one of text, json");
        }
    }

    @Test
    void aFailedTaskSaysWhyInOneLineAndTheExitCodeIsOne() {
        var environment =
                Map.of("DATABASE_URL", "postgres://u:s3cret@127.0.0.1:" + App.freePort() + "/x", "LOG_FORMAT", "text");
        try (App app = App.run(environment, "--task=migrate")) {
            App.Exit exit = app.waitForExit();
            assertThat(exit.status()).isEqualTo(1);
            assertThat(exit.stdout()).isEmpty();
            assertThat(exit.stderr().lines().filter(line -> line.contains("ERROR")))
                    .singleElement()
                    .asString()
                    .contains("task failed");
            assertThat(exit.stderr()).doesNotContain("s3cret", "\tat ");
        }
    }

    @Test
    void aFailedMigrationEndsWithExitCodeOneAndChangesNothing() {
        try (var deploy = Deploy.onEmptyDatabase()) {
            Postgres.shared().executeIn(deploy.databaseUrl(), "CREATE TABLE somebody_elses (id int)");
            try (App migration = App.start("release", deploy.environment())) {
                App.Exit exit = migration.waitForExit();
                assertThat(exit.status()).isEqualTo(1);
                assertThat(exit.stdout()).isEmpty();
            }
            assertThat(deploy.database().texts("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
                    .containsExactly("somebody_elses");
        }
    }

    @Test
    void threeMigrationsAtOnceApplyEachScriptOnce() {
        try (var deploy = Deploy.onEmptyDatabase()) {
            List<App> migrations = IntStream.range(0, 3)
                    .mapToObj(n -> App.start("release", deploy.environment()))
                    .toList();
            assertThat(migrations).extracting(App::waitForExit).allSatisfy(exit -> assertThat(exit.status())
                    .as(exit.toString())
                    .isZero());
            assertThat(deploy.database().texts("SELECT version FROM flyway_schema_history ORDER BY version"))
                    .doesNotHaveDuplicates()
                    .contains("001", "002");
        }
    }

    @Test
    void keysAndNotesAreManagedWhileTheReleaseRuns() {
        Deploy deploy = RunningRelease.get().deploy();
        App web = RunningRelease.get().web();
        JsonNode readOnly = deploy.done("--task=create-key", "--name=reader", "--read-only");
        assertThat(web.post(Deploy.NOTES, readOnly.get("key").asString(), Deploy.MILK)
                        .statusCode())
                .isEqualTo(403);
        String note = deploy.done("--task=add-note", "--title=By a task", "--text=x")
                .get("id")
                .asString();
        assertThat(deploy.status(web, note)).isEqualTo(200);
        assertThat(web.get("/").body()).contains("By a task");
        JsonNode listed = deploy.done("--task=list-keys");
        assertThat(listed.toString())
                .contains("reader")
                .doesNotContain(readOnly.get("key").asString());
    }
}
