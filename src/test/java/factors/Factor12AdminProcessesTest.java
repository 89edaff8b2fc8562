package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.Linux;
import testing.Postgres;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/** Administration runs as one-off processes of the same jar and environment, beside the running release. */
class Factor12AdminProcessesTest {

    private static final List<String> TASKS = List.of(
            "config",
            "create-channel",
            "create-project",
            "doctor",
            "export",
            "help",
            "import",
            "list-projects",
            "migrate",
            "prune",
            "revoke-key",
            "rotate-key",
            "seed-demo",
            "send-test",
            "version");

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static @Nullable Deploy shared;
    private static @Nullable App sharedWeb;
    private static @Nullable App sharedWorker;
    private static @Nullable Receiver sharedReceiver;

    @BeforeAll
    static void startTheRelease() {
        sharedReceiver = Receiver.start();
        String port = App.freePort();
        Deploy deploy = Deploy.released("PORT", port, "SITE_ROOT", "http://127.0.0.1:" + port);
        shared = deploy;
        sharedWeb = deploy.web();
        sharedWorker = deploy.worker();
        web().untilReady();
        worker().untilPrinted("worker.ready");
    }

    @AfterAll
    static void stopTheRelease() {
        deploy().close();
        receiver().close();
    }

    @Test
    void helpListsEveryTaskAndIsChosenByVariableAsWell() {
        App.Exit exit = App.done(Map.of("TASK", "help"));
        assertThat(exit.stdout().lines().map(line -> line.split(" ", 2)[0])).containsExactlyElementsOf(TASKS);
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

    @Test
    void aMigrationThatFailsEndsWithOneAndLeavesTheDatabaseAsItWas() throws SQLException {
        try (var deploy = Deploy.onEmptyDatabase()) {
            Postgres.shared().executeIn(deploy.databaseUrl(), "CREATE TABLE somebody_elses (id int)");
            try (App migration = App.start("release", deploy.environment())) {
                App.Exit exit = migration.waitForExit();
                assertThat(exit.status()).isEqualTo(1);
                assertThat(exit.stdout()).isEmpty();
                assertThat(events(exit)).contains("task.failed");
            }
            assertThat(column(
                            deploy,
                            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
                                    + " AND relkind = 'r'"))
                    .containsExactly("somebody_elses");
        }
    }

    @Test
    void aMigrationKilledInTheMiddleIsSimplyRunAgainEvenByFiveAtOnce() throws Exception {
        try (var deploy = Deploy.onEmptyDatabase();
                Connection lock = Postgres.shared().connect(deploy.databaseUrl());
                Statement statement = lock.createStatement()) {
            // The first migration goes through; the second waits to see whether its table is there already.
            lock.setAutoCommit(false);
            statement.execute("CREATE TABLE checks (id int)");
            try (App migration = App.start("release", deploy.environment())) {
                Deploy.until(LONGEST, () -> waitsForALock(deploy));
                assertThat(Linux.listeningPorts(migration.pid())).isEmpty();
                assertThat(threads(migration.pid()))
                        .isNotEmpty()
                        .noneMatch(name -> name.startsWith("db-schedul")
                                || name.startsWith("worker")
                                || name.startsWith("delivery")
                                || name.startsWith("http"));
                migration.kill();
            }
            lock.rollback();
            List<App> migrations = IntStream.range(0, 5)
                    .mapToObj(n -> App.start("release", deploy.environment()))
                    .toList();
            assertThat(migrations).extracting(app -> app.waitForExit().status()).containsOnly(0);
            assertThat(column(deploy, "SELECT to_regclass('flips')::text")).containsExactly("flips");
        }
    }

    @Test
    void migrateOnACurrentSchemaDoesNothing() {
        JsonNode again = done("--task=migrate");
        assertThat(again.get("applied").asInt()).isZero();
    }

    @Test
    void keysAreExchangedWhileTheReleaseRuns() {
        JsonNode project = done("--task=create-project", "--name=rotating");
        String id = project.get("project").asString();
        String old = project.get("api_key").asString();
        assertThat(reads(old)).isEqualTo(200);

        JsonNode rotated = done("--task=rotate-key", "--project=" + id, "--kind=read-write");
        String next = rotated.get("key").asString();
        assertThat(reads(next)).isEqualTo(200);
        assertThat(reads(old)).as("the key before, until it is revoked").isEqualTo(200);

        String oldId = rotated.get("still_valid").get(0).asString();
        assertThat(done("--task=revoke-key", "--key=" + oldId).get("result").asString())
                .isEqualTo("revoked");
        assertThat(reads(old)).isEqualTo(401);
        assertThat(reads(next)).isEqualTo(200);
        assertThat(done("--task=revoke-key", "--key=" + oldId).get("result").asString())
                .startsWith("not there");

        JsonNode listed = listed(done("--task=list-projects"), id);
        assertThat(listed.get("keys").valueStream().map(key -> key.get("id").asString()))
                .contains(rotated.get("id").asString())
                .doesNotContain(oldId);
        assertThat(listed.toString()).doesNotContain(old, next);
    }

    @Test
    void aTestAlertArrivesAtOnceAndARefusalIsAFailure() {
        JsonNode project = done("--task=create-project", "--name=testing");
        JsonNode channel = done(
                "--task=create-channel",
                "--project=" + project.get("project").asString(),
                "--kind=webhook",
                "--url=" + receiver().url("/send-test"));
        String task = "--channel=" + channel.get("channel").asString();

        JsonNode sent = done("--task=send-test", task);

        assertThat(receiver().on("/send-test")).hasSize(1);
        Receiver.Received told = receiver().on("/send-test").get(0);
        assertThat(told.body()).contains("TEST");
        assertThat(told.headers().get("webhook-id"))
                .isEqualTo(sent.get("delivery_id").asString());
        receiver().answer(503);
        App.Exit refused = run(deploy().environment(), "--task=send-test", task, "--output=json");
        receiver().answer(200);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.stdout()).contains("the receiver answered 503");
        assertThat(refused.stderr()).contains("the receiver answered 503");
    }

    @Test
    void whatIsPastItsRetentionIsPrunedByTheTaskAndDailyByAWorker() throws SQLException {
        String key = deploy().project().get("api_key").asString();
        JsonNode check = Deploy.check(web(), key, "{}");
        String id = check.get("uuid").asString();
        Deploy.ping(web(), check, "");
        Deploy.ping(web(), check, "/fail");
        String old = "UPDATE flips SET flipped_at = flipped_at - interval '91 days' WHERE check_id = '" + id + "'";
        String count = "SELECT count(*)::text FROM flips WHERE check_id = '" + id + "'";
        Postgres.shared().executeIn(deploy().databaseUrl(), old);

        JsonNode pruned = done("--task=prune");

        assertThat(pruned.valueStream().map(row -> row.get("rows").asString()))
                .contains("flips", "deliveries", "pings");
        assertThat(column(deploy(), count)).as("the latest flip stays").containsExactly("1");

        Deploy.ping(web(), check, "");
        Postgres.shared().executeIn(deploy().databaseUrl(), old);
        assertThat(column(deploy(), count)).containsExactly("2");
        Deploy.until(
                LONGEST,
                () -> !column(deploy(), "SELECT task_name FROM scheduled_tasks WHERE task_name = 'prune'")
                        .isEmpty());
        // Instead of waiting for the night.
        Postgres.shared()
                .executeIn(
                        deploy().databaseUrl(),
                        "UPDATE scheduled_tasks SET execution_time = now() WHERE task_name = 'prune'");
        worker().untilPrinted("prune.done");
        Deploy.until(LONGEST, () -> column(deploy(), count).equals(List.of("1")));
    }

    @Test
    void aProjectMovesBetweenDeploysWithoutLoss(@TempDir Path directory) throws Exception {
        JsonNode project = done("--task=create-project", "--name=moving");
        String id = project.get("project").asString();
        String key = project.get("api_key").asString();
        JsonNode check = aProjectWithSomethingOfEverything(key);
        try (var other = Deploy.released()) {
            Path file = directory.resolve("project.ndjson");
            done("--task=export", "--project=" + id, "--file=" + file);
            assertThat(Files.readString(file)).doesNotContain(key);
            Path cut = directory.resolve("cut.ndjson");
            List<String> lines = Files.readAllLines(file);
            // Between two lines: what is left of a longer stream may well be whole lines.
            Files.write(cut, lines.subList(0, lines.size() - 2));

            App.Exit refused = run(other.environment(), "--task=import", "--file=" + cut, "--output=json");
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.stdout()).isEmpty();
            assertThat(refused.stderr()).contains("cut");
            assertThat(column(other, "SELECT count(*)::text FROM projects")).containsExactly("0");

            try (App pipe = exportPipedIntoImport(id, other)) {
                App.Exit exit = pipe.waitForExit();
                assertThat(exit.status()).as(exit.toString()).isZero();
                assertThat(exit.stdout()).contains("\"result\":\"imported\"");
            }
            for (String rows : rowsOf(id)) {
                assertThat(column(other, rows)).as(rows).isNotEmpty().isEqualTo(column(deploy(), rows));
            }

            JsonNode again =
                    Deploy.JSON.readTree(run(other.environment(), "--task=import", "--file=" + file, "--output=json")
                            .stdout());
            assertThat(again.get("result").asString()).contains("nothing changed");

            App elsewhere = other.web().untilReady();
            Deploy.ping(elsewhere, check, "");
            assertThat(elsewhere
                            .send(elsewhere.to("/api/v3/checks/").header("X-Api-Key", key))
                            .body())
                    .contains(check.get("uuid").asString());
        }
    }

    @Test
    void doctorFindsNothingBrokenInAHealthyDeploy() {
        JsonNode findings = done("--task=doctor");
        assertThat(findings.valueStream().map(row -> row.get("state").asString()))
                .contains("ok")
                .doesNotContain("broken");
        assertThat(checks(findings))
                .contains(
                        "variables",
                        "database",
                        "postgres",
                        "schema",
                        "rights",
                        "connections",
                        "clock",
                        "web",
                        "worker",
                        "overdue checks",
                        "deliveries",
                        "site",
                        "temp",
                        "memory",
                        "java",
                        "time zones");
        assertThat(finding(findings, "site")).contains("answers, release " + release());
    }

    @Test
    void doctorNamesADatabaseThatIsDown() {
        String port = App.freePort();
        String broken = broken(App.with(
                deploy().environment(), "DATABASE_URL", "postgres://rollcall:s3cret@127.0.0.1:" + port + "/x"));
        assertThat(broken).contains("database: ", port).doesNotContain("s3cret", "schema: ");
    }

    @Test
    void doctorNamesASchemaThatIsOldAndAPublicAddressThatLeadsNowhere() {
        try (var deploy = Deploy.onEmptyDatabase("SITE_ROOT", "http://127.0.0.1:" + App.freePort())) {
            assertThat(broken(deploy.environment())).contains("schema: at version 0", "site: ", "does not answer");
        }
    }

    @Test
    void doctorNamesARoleThatLacksARight() throws SQLException {
        Postgres.shared().executeIn(deploy().databaseUrl(), """
                CREATE ROLE half LOGIN PASSWORD 'half';
                GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO half;
                REVOKE UPDATE ON check_states FROM half
                """);
        try {
            String url = deploy().databaseUrl().replaceFirst("//[^@]*@", "//half:half@");
            assertThat(broken(App.with(deploy().environment(), "DATABASE_URL", url)))
                    .isEqualTo("rights: the role of DATABASE_URL lacks UPDATE on check_states");
        } finally {
            Postgres.shared().executeIn(deploy().databaseUrl(), "DROP OWNED BY half; DROP ROLE half");
        }
    }

    @Test
    void doctorNamesVariablesThatCannotBeUsedAndAreMisspelt() {
        App.Exit exit = run(
                App.with(deploy().environment(), "SHUTDOWN_TIMEOUT", "soon", "PING_LOG_LIMITS", "5"),
                "--task=doctor",
                "--output=json");
        assertThat(exit.status()).isEqualTo(1);
        JsonNode findings = Deploy.JSON.readTree(exit.stdout());
        assertThat(brokenIn(findings)).startsWith("variables: SHUTDOWN_TIMEOUT must be a duration");
        assertThat(findings.toString()).contains("did you mean PING_LOG_LIMIT?");
    }

    @Test
    void doctorNamesAWorkerThatIsMissing() {
        try (var deploy = Deploy.released()) {
            assertThat(broken(deploy.environment())).contains("worker: none at work");
        }
    }

    /** Something in every table that moves. */
    private static JsonNode aProjectWithSomethingOfEverything(String key) {
        Deploy.webhook(web(), key, receiver().url("/moving"));
        JsonNode check = Deploy.check(web(), key, "{\"name\": \"ünïcode\", \"channels\": \"*\"}");
        Deploy.check(web(), key, "{\"schedule\": \"0 4 * * *\", \"tz\": \"Europe/Berlin\"}");
        String path = "/ping/" + check.get("uuid").asString();
        web().send(web().to(path).POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {0, -1, 10, 34})));
        Deploy.ping(web(), check, "/fail");
        Deploy.ping(web(), check, "");
        receiver().await(1, LONGEST);
        return check;
    }

    /** As the documentation has it. */
    private static App exportPipedIntoImport(String project, Deploy other) {
        List<String> java = App.command("web");
        String command = String.join(" ", java);
        return App.launch(
                List.of(
                        "/bin/bash",
                        "-o",
                        "pipefail",
                        "-c",
                        command + " --task=export --project=" + project + " | DATABASE_URL='" + other.databaseUrl()
                                + "' " + command + " --task=import --output=json"),
                deploy().environment(),
                App.directory());
    }

    /** For each table that moves, its rows of the project as text; of flips not the numbers, which are each database's own. */
    private static List<String> rowsOf(String project) {
        String ofProject = " t WHERE project_id = '" + project + "' ORDER BY 1";
        String ofChecks =
                " t WHERE check_id IN (SELECT id FROM checks WHERE project_id = '" + project + "') ORDER BY 1";
        return List.of(
                "SELECT t::text FROM projects t WHERE id = '" + project + "'",
                "SELECT t::text FROM api_keys" + ofProject,
                "SELECT t::text FROM checks" + ofProject,
                "SELECT t::text FROM channels" + ofProject,
                "SELECT t::text FROM check_states" + ofChecks,
                "SELECT t::text FROM check_channels" + ofChecks,
                "SELECT t::text FROM pings" + ofChecks,
                "SELECT (to_jsonb(t) - 'id')::text FROM flips" + ofChecks);
    }

    /** What is broken, as {@code schema: at version 0}; doctor must have failed and named it in its log as well. */
    private static String broken(Map<String, String> environment) {
        App.Exit exit = run(environment, "--task=doctor", "--output=json");
        assertThat(exit.status()).as(exit.toString()).isEqualTo(1);
        String broken = brokenIn(Deploy.JSON.readTree(exit.stdout()));
        for (String row : broken.split("; ", -1)) {
            assertThat(exit.stderr()).contains(row.substring(0, row.indexOf(':')));
        }
        return broken;
    }

    private static String brokenIn(JsonNode findings) {
        return String.join(
                "; ",
                findings.valueStream()
                        .filter(row -> row.get("state").asString().equals("broken"))
                        .map(row -> row.get("check").asString() + ": "
                                + row.get("found").asString())
                        .toList());
    }

    private static Stream<String> checks(JsonNode findings) {
        return findings.valueStream().map(row -> row.get("check").asString());
    }

    private static String finding(JsonNode findings, String check) {
        return findings.valueStream()
                .filter(row -> row.get("check").asString().equals(check))
                .map(row -> row.get("found").asString())
                .findFirst()
                .orElseThrow();
    }

    /** Runs a task of the shared deploy and returns its result. */
    private static JsonNode done(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--output=json");
        App.Exit exit = run(deploy().environment(), all.toArray(String[]::new));
        assertThat(exit.status()).as(exit.toString()).isZero();
        assertThat(exit.stdout().lines()).hasSize(1);
        return Deploy.JSON.readTree(exit.stdout());
    }

    /** Of every task: it ends by itself (else waiting fails), its log is JSON on stderr, and it is of the release that web is of. */
    private static App.Exit run(Map<String, String> environment, String... arguments) {
        try (App task = App.run(environment, arguments)) {
            App.Exit exit = task.waitForExit();
            assertThat(exit.stderr().lines().map(Deploy.JSON::readTree))
                    .isNotEmpty()
                    .allSatisfy(line -> {
                        assertThat(line.get("process").asString()).isEqualTo("task");
                        assertThat(line.get("release").asString()).isEqualTo(release());
                    });
            return exit;
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

    private static String release() {
        return Deploy.JSON.readTree(web().get("/version").body()).get("release").asString();
    }

    private static int reads(String key) {
        return web().send(web().to("/api/v3/checks/").header("X-Api-Key", key)).statusCode();
    }

    private static boolean waitsForALock(Deploy deploy) throws SQLException {
        return !column(
                        deploy,
                        "SELECT pid::text FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND wait_event_type = 'Lock'")
                .isEmpty();
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

    private static List<String> column(Deploy deploy, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = Postgres.shared().connect(deploy.databaseUrl());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static Deploy deploy() {
        return Objects.requireNonNull(shared);
    }

    private static App web() {
        return Objects.requireNonNull(sharedWeb);
    }

    private static App worker() {
        return Objects.requireNonNull(sharedWorker);
    }

    private static Receiver receiver() {
        return Objects.requireNonNull(sharedReceiver);
    }
}
