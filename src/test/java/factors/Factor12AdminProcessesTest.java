package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Linux;
import testing.Postgres;
import testing.Receiver;
import testing.Tool;
import tools.jackson.databind.JsonNode;

/** Administration runs as one-off processes of the same jar and environment, while the release runs. */
@Order(6) // one of the longest
class Factor12AdminProcessesTest {

    static final List<String> TASKS = List.of(
            "config",
            "create-account",
            "create-channel",
            "create-project",
            "disable-account",
            "doctor",
            "export",
            "help",
            "import",
            "list-accounts",
            "list-projects",
            "migrate",
            "prune",
            "revoke-key",
            "rotate-key",
            "seed-demo",
            "send-test",
            "verify",
            "version");

    private final RunningRelease release = RunningRelease.get();

    @Test
    void helpListsEveryTaskAndCanBeChosenByVariable() {
        App.Exit exit = App.done(Map.of("TASK", "help"));
        assertThat(exit.stdout()
                        .lines()
                        .filter(line -> line.matches(" {2}[a-z].*"))
                        .map(line -> line.strip().split(" ", 2)[0]))
                .containsExactlyElementsOf(TASKS);
        assertThat(App.done(Map.of(), "--help").stdout()).isEqualTo(exit.stdout());
    }

    @Test
    void aTerminalShowsOnlyTheResultAndAFaultAsASentence() {
        assertThat(atATerminal("--task=migrate").lines().map(String::strip))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).isEqualTo("applied  0"))
                .noneMatch(line -> line.contains("task done"));
        assertThat(atATerminal("--task=revoke-key --key=1"))
                .contains("task failed: --key must be an id")
                .doesNotContain("{", "process is starting");
        assertThat(atATerminal("--task=migrat")).startsWith("cannot start: unknown task 'migrat'");
    }

    @Test
    void everyWrongOptionIsNamedAndTheExitCodeIsTwo() {
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
    void aFailedTaskSaysWhyInOneLineAndTheExitCodeIsOne() {
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

    @Test
    void aFailedMigrationEndsWithExitCodeOneAndChangesNothing() throws SQLException {
        try (var deploy = Deploy.onEmptyDatabase()) {
            Postgres.shared().executeIn(deploy.databaseUrl(), "CREATE TABLE somebody_elses (id int)");
            App.Exit exit = release.run(deploy.environment(), "--task=migrate");
            assertThat(exit.status()).isEqualTo(1);
            assertThat(exit.stdout()).isEmpty();
            assertThat(events(exit)).contains("task.failed").doesNotContain("task.done");
            assertThat(deploy.database()
                            .texts("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
                                    + " AND relkind = 'r'"))
                    .containsExactly("somebody_elses");
        }
    }

    @Test
    void threeMigrationsAtOnceApplyEachScriptOnceWithoutAPortOrAScheduler() throws Exception {
        try (var deploy = Deploy.onEmptyDatabase();
                Connection lock = Postgres.shared().connect(deploy.databaseUrl());
                Statement statement = lock.createStatement()) {
            // One migration waits for the other transaction that creates its table, and the rest wait for that
            // migration.
            lock.setAutoCommit(false);
            statement.execute("CREATE TABLE checks (id int)");
            List<App> migrations = IntStream.range(0, 3)
                    .mapToObj(n -> App.start("release", deploy.environment()))
                    .toList();
            deploy.database().untilHeld("", 1);
            assertThat(migrations).allSatisfy(migration -> {
                assertThat(Linux.listeningPorts(migration.pid())).isEmpty();
                assertThat(threads(migration.pid()))
                        .isNotEmpty()
                        .noneMatch(name -> name.startsWith("db-schedul")
                                || name.startsWith("worker")
                                || name.startsWith("delivery")
                                || name.startsWith("http"));
            });
            lock.rollback();
            assertThat(migrations).extracting(app -> app.waitForExit().status()).containsOnly(0);
            assertThat(deploy.database().texts("SELECT to_regclass('flips')::text"))
                    .containsExactly("flips");
        }
    }

    @Test
    void keysAreRotatedWhileTheReleaseRuns() {
        JsonNode project = release.deploy().project();
        String id = project.get("project").asString();
        String old = project.get("api_key").asString();
        assertThat(reads(old)).isEqualTo(200);

        JsonNode rotated = release.done("--task=rotate-key", "--project=" + id, "--kind=read-write");
        String next = rotated.get("key").asString();
        assertThat(reads(next)).isEqualTo(200);
        assertThat(reads(old)).as("the key before, until it is revoked").isEqualTo(200);

        String oldId = rotated.get("still_valid").get(0).asString();
        assertThat(release.done("--task=revoke-key", "--key=" + oldId)
                        .get("result")
                        .asString())
                .isEqualTo("revoked");
        assertThat(reads(old)).isEqualTo(401);
        assertThat(reads(next)).isEqualTo(200);
        assertThat(release.done("--task=revoke-key", "--key=" + oldId)
                        .get("result")
                        .asString())
                .startsWith("not found");

        JsonNode listed = listed(release.done("--task=list-projects"), id);
        assertThat(listed.get("keys").valueStream().map(key -> key.get("id").asString()))
                .contains(rotated.get("id").asString())
                .doesNotContain(oldId);
        assertThat(listed.toString()).doesNotContain(old, next);
    }

    @Test
    void aTestAlertArrivesAtOnceAndARefusalIsAFailure() {
        try (Receiver receiver = Receiver.start()) {
            String key = release.project().get("api_key").asString();
            JsonNode channel = Deploy.webhook(release.web(), key, receiver.url("/send-test"));
            String task = "--channel=" + channel.get("id").asString();

            JsonNode sent = release.done("--task=send-test", task);

            // Other tests have checks in this project that alert all of its channels.
            assertThat(receiver.on("/send-test"))
                    .filteredOn(told -> told.body().contains("TEST"))
                    .singleElement()
                    .satisfies(told -> assertThat(told.headers().get("webhook-id"))
                            .isEqualTo(sent.get("delivery_id").asString()));
            receiver.answer(503);
            App.Exit refused = release.run(release.deploy().environment(), "--task=send-test", task, "--output=json");
            receiver.answer(200);
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.stdout()).contains("the receiver answered 503");
            assertThat(refused.stderr()).contains("the receiver answered 503");
        }
    }

    @Test
    void theTaskAndADailyJobPruneRowsPastTheirRetention() throws SQLException {
        String key = release.project().get("api_key").asString();
        JsonNode check = Deploy.check(release.web(), key, "{}");
        String id = check.get("uuid").asString();
        Deploy.ping(release.web(), check, "");
        Deploy.ping(release.web(), check, "/fail");
        String old = "UPDATE flips SET flipped_at = flipped_at - interval '91 days' WHERE check_id = '" + id + "'";
        String count = "SELECT count(*)::text FROM flips WHERE check_id = '" + id + "'";
        Postgres.shared().executeIn(release.deploy().databaseUrl(), old);

        JsonNode pruned = release.done("--task=prune");

        assertThat(pruned.valueStream().map(row -> row.get("rows").asString()))
                .contains("flips", "deliveries", "pings");
        assertThat(release.deploy().database().texts(count))
                .as("the latest flip stays")
                .containsExactly("1");

        Deploy.ping(release.web(), check, "");
        Postgres.shared().executeIn(release.deploy().databaseUrl(), old);
        assertThat(release.deploy().database().texts(count)).containsExactly("2");
        Deploy.until(() -> !release.deploy()
                .database()
                .texts("SELECT task_name FROM scheduled_tasks WHERE task_name = 'prune'")
                .isEmpty());
        // Instead of waiting for the night.
        Postgres.shared()
                .executeIn(
                        release.deploy().databaseUrl(),
                        "UPDATE scheduled_tasks SET execution_time = now() WHERE task_name = 'prune'");
        release.worker().untilPrinted("prune.done");
        Deploy.until(() -> release.deploy().database().texts(count).equals(List.of("1")));
    }

    @Test
    void aChannelThatCanNeverBeReachedIsRefusedWithTheCure() {
        App.Exit refused = release.run(
                App.with(release.deploy().environment(), "WEBHOOK_ALLOW_PRIVATE", "false"),
                "--task=create-channel",
                "--project=" + release.project().get("project").asString(),
                "--kind=webhook",
                "--url=http://10.0.0.1/hook");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.stderr())
                .contains("--url must not be a private, loopback or link-local address; WEBHOOK_ALLOW_PRIVATE=true");
    }

    /** The output for a person who types the command; {@code script} is the terminal. */
    private String atATerminal(String arguments) {
        String command = String.join(" ", App.command("web")) + " " + arguments;
        List<String> terminal = List.of(Tool.require("script").toString(), "-q", "-c", command, "/dev/null");
        try (App app = App.launch(terminal, release.deploy().environment(), App.directory())) {
            return app.waitForExit()
                    .stdout()
                    .lines()
                    .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                    .collect(Collectors.joining("\n"));
        }
    }

    private static List<String> events(App.Exit exit) {
        return exit.stderr()
                .lines()
                .map(line -> Deploy.JSON.readTree(line).path("event").asString(""))
                .toList();
    }

    private static JsonNode listed(JsonNode projects, String id) {
        return projects.valueStream()
                .filter(project -> project.get("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private int reads(String key) {
        return release.web()
                .send(release.web().to("/api/v3/checks/").header("X-Api-Key", key))
                .statusCode();
    }

    private static List<String> threads(long pid) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads.toList()) {
                names.add(Files.readString(thread.resolve("comm")).strip());
            }
        }
        return names;
    }
}
