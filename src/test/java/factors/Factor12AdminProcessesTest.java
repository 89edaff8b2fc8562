package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import testing.App;
import tools.jackson.databind.JsonNode;

/** Administration runs as one-off processes of the same jar and environment. */
class Factor12AdminProcessesTest {

    @Test
    void helpListsEveryTaskAndNeedsNoVariables() {
        App.Exit exit = App.done(Map.of(), "--task=help");
        assertThat(exit.stdout().lines().map(line -> line.substring(0, line.indexOf(' '))))
                .containsExactly(
                        "config", "create-channel", "create-project", "help", "migrate", "seed-demo", "version");
    }

    @Test
    void theTaskCanBeChosenByVariable() {
        assertThat(App.done(Map.of("TASK", "help")).stdout()).contains("migrate");
    }

    @Test
    void migrateAppliesOnceAndThenDoesNothing() {
        try (var deploy = Deploy.onEmptyDatabase()) {
            assertThat(migrate(deploy).get("applied").asInt()).isPositive();
            assertThat(migrate(deploy).get("applied").asInt()).isZero();
        }
    }

    @Test
    void fiveMigrationsAtOnceAllSucceed() {
        try (var deploy = Deploy.onEmptyDatabase()) {
            List<App> migrations = IntStream.range(0, 5)
                    .mapToObj(n -> App.start("release", deploy.environment()))
                    .toList();
            assertThat(migrations).extracting(app -> app.waitForExit().status()).containsOnly(0);
        }
    }

    @Test
    void resultsGoToStdoutAloneAndKeysAreShownOnce() {
        try (var deploy = Deploy.released()) {
            App.Exit exit = App.done(deploy.environment(), "--task=create-project", "--name=demo", "--output=json");
            assertThat(exit.stdout().lines()).hasSize(1);
            JsonNode keys = Deploy.JSON.readTree(exit.stdout());
            assertThat(keys.propertyNames()).containsExactly("project", "api_key", "api_key_readonly", "ping_key");
            for (String name : List.of("api_key", "api_key_readonly", "ping_key")) {
                assertThat(exit.stderr()).doesNotContain(keys.get(name).asString());
            }
            assertThat(App.done(
                                    deploy.environment(),
                                    "--task=create-channel",
                                    "--project=" + keys.get("project").asString(),
                                    "--kind=log",
                                    "--output=json")
                            .stdout())
                    .contains("\"kind\":\"log\"");
        }
    }

    @Test
    void wrongOptionsAreAllNamedAndEndWithTwo() {
        try (App app = App.run(
                Map.of("DATABASE_URL", "postgres://u:p@localhost/x", "LOG_FORMAT", "text"),
                "--task=create-project",
                "--nmae=demo",
                "--output=xml")) {
            App.Exit exit = app.waitForExit();
            assertThat(exit.status()).isEqualTo(2);
            assertThat(exit.stdout()).isEmpty();
            assertThat(exit.stderr()).contains("--nmae", "--name", "--output must be one of text, json");
        }
    }

    @Test
    void aTaskThatFailsSaysWhyInOneLineAndEndsWithOne() {
        String port = App.freePort();
        try (App app = App.run(
                Map.of("DATABASE_URL", "postgres://u:s3cret@127.0.0.1:" + port + "/x", "LOG_FORMAT", "text"),
                "--task=migrate")) {
            App.Exit exit = app.waitForExit();
            assertThat(exit.status()).isEqualTo(1);
            assertThat(exit.stdout()).isEmpty();
            assertThat(exit.stderr().lines().filter(line -> line.contains("ERROR")))
                    .singleElement()
                    .asString()
                    .contains("task failed", port);
            assertThat(exit.stderr()).doesNotContain("s3cret", "\tat ");
        }
    }

    private static JsonNode migrate(Deploy deploy) {
        return Deploy.JSON.readTree(App.done(deploy.environment(), "--task=migrate", "--output=json")
                .stdout());
    }
}
