package factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.admin.verify.AllInvariants;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import testing.App;
import testing.Postgres;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/** Only the release step changes the schema; web and worker run the released version and name it. */
@Order(2) // one of the longest
@TestMethodOrder(OrderAnnotation.class)
class Factor05BuildReleaseRunTest {

    private static final int WHEN_BUILT = Integer.MAX_VALUE;

    /** Both take a minute, and the tests that need them run last, so no thread of the tests waits for them. */
    @BeforeAll
    static void beginToBuild() {
        Stream.<Runnable>of(SecondBuild::get, PreviousRelease::get)
                .map(build -> new Thread(build, "build"))
                .forEach(Thread::start);
    }

    @Test
    @Order(WHEN_BUILT)
    void theBuildConnectsToNoServiceInTheEnvironment() {
        SecondBuild build = SecondBuild.get();
        assertThat(build.connections()).isZero();
        assertThat(Checkout.sha256(build.jar()))
                .as("built with and without variables")
                .isEqualTo(Checkout.sha256(Checkout.JAR));
    }

    /** With a role that may create nothing, in a directory that must not change. */
    @Test
    void webAndWorkerWaitForTheSchemaAndRunNoDdl() throws Exception {
        Map<Path, String> before = digests(App.directory());
        try (var deploy = Deploy.onEmptyDatabase();
                var receiver = Receiver.start()) {
            String url = deploy.databaseUrl();
            Map<String, String> environment = App.with(deploy.environment(), "DATABASE_URL", asRuntimeRole(url));
            try (App web = App.start("web", environment);
                    App worker = App.start("worker", environment)) {
                web.untilPrinted("schema is at version 0").untilPrinted("run --task=migrate");
                worker.untilPrinted("run --task=migrate");
                assertThat(web.status("/actuator/health/readiness")).isEqualTo(503);
                assertThat(web.status("/ping/00000000-0000-0000-0000-000000000000"))
                        .isEqualTo(503);
                assertThat(tables(url)).isZero();

                deploy.release();
                web.untilReady();
                worker.untilPrinted("worker.ready");
                String key = deploy.project().get("api_key").asString();
                Deploy.expectAlert(web, key, receiver);
            }
        }
        assertThat(digests(App.directory())).isEqualTo(before);
    }

    @Test
    @Order(WHEN_BUILT)
    void theReleaseBeforeTheSchemaChangedRunsOnTheNewSchema() {
        PreviousRelease previous = PreviousRelease.get();
        assertThat(Checkout.git(
                        "diff", "--name-only", previous.commit(), "HEAD", "--", "src/main/resources/db/migration"))
                .as("migrations since " + previous.commit())
                .isNotEmpty();
        try (var deploy = Deploy.released();
                var receiver = Receiver.start();
                App migrate = previous.start("release", deploy.environment(), "--output=json")) {
            App.Exit exit = migrate.waitForExit();
            assertThat(exit.status()).as(exit.toString()).isZero();
            assertThat(Deploy.JSON.readTree(exit.stdout()).get("applied").asInt())
                    .isZero();

            String key = deploy.project().get("api_key").asString();
            try (App web = previous.start("web", deploy.environment(), "--process=web,worker")
                    .untilReady()
                    .untilPrinted("worker.ready")) {
                assertThat(Deploy.JSON
                                .readTree(web.get("/version").body())
                                .get("commit")
                                .asString())
                        .isEqualTo(previous.commit());
                Deploy.expectAlert(web, key, receiver);
            }
            AllInvariants.hold(deploy.databaseUrl());
        }
    }

    /** As in a rolling deploy, when the last worker of the release before has ended and a web process has not. */
    @Test
    @Order(WHEN_BUILT)
    void aWorkerTakesOverWhatAWebOfTheReleaseBeforeQueued() {
        try (var deploy = Deploy.released();
                var receiver = Receiver.start();
                App web =
                        PreviousRelease.get().start("web", deploy.environment()).untilReady()) {
            String key = deploy.project().get("api_key").asString();
            Deploy.webhook(web, key, receiver.url("/"));
            Deploy.ping(web, Deploy.check(web, key, "{\"channels\": \"*\"}"), "/fail");

            deploy.worker().untilPrinted("worker.ready");

            receiver.await(1);
            AllInvariants.hold(deploy.databaseUrl());
        }
    }

    @Test
    void aReleaseRunsOnANewerSchema() {
        try (var deploy = Deploy.released()) {
            Postgres.shared().executeIn(deploy.databaseUrl(), """
                INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,
                    checksum, installed_by, execution_time, success)
                VALUES (999, '999', 'from the future', 'SQL', 'V999__from_the_future.sql', 1, 'x', 1, true)
                """);
            assertThat(deploy.release().status()).isZero();
            deploy.web().untilReady();
        }
    }

    @Test
    void theReleaseIsNamedInTheVersionTheLogAndTheWebhook() {
        RunningRelease running = RunningRelease.get();
        App web = running.web();
        try (var receiver = Receiver.start()) {
            JsonNode version = Deploy.JSON.readTree(web.get("/version").body());
            assertThat(version.get("release").asString()).isEqualTo(RunningRelease.VERSION);
            assertThat(version.get("commit").asString()).isEqualTo(RunningRelease.COMMIT);
            assertThat(version.propertyNames())
                    .containsExactly("release", "commit", "built_at", "jar_sha256", "java", "time_zones");
            assertThat(web.stdout()).allMatch(line -> line.contains("\"release\":\"" + RunningRelease.VERSION + "\""));
            String key = running.project().get("api_key").asString();
            Deploy.webhook(web, key, receiver.url("/"));
            Deploy.ping(web, Deploy.check(web, key, "{\"channels\": \"*\"}"), "/fail");
            assertThat(receiver.await(1).get(0).headers().get("User-Agent"))
                    .isEqualTo("Rollcall/" + RunningRelease.VERSION);
        }
    }

    @Test
    void anotherReleaseOfTheSameBuildDiffersInItsNameOnly() {
        RunningRelease running = RunningRelease.get();
        JsonNode one = Deploy.JSON.readTree(running.web().get("/version").body());
        Map<String, String> next = App.with(running.deploy().environment(), "RELEASE_VERSION", "v8");
        JsonNode other = Deploy.JSON.readTree(
                App.done(next, "--task=version", "--output=json").stdout());
        assertThat(one.propertyNames())
                .filteredOn(name -> !one.get(name).equals(other.get(name)))
                .containsExactly("release");
        assertThat(other.get("release").asString()).isEqualTo("v8");
    }

    /** The same database for a role that may use the owner's tables and create none. */
    private static String asRuntimeRole(String url) {
        String role = "runtime_" + ProcessHandle.current().pid();
        Postgres.shared().createRole(role);
        Postgres.shared()
                .executeIn(
                        url,
                        "REVOKE CREATE ON SCHEMA public FROM PUBLIC;"
                                + "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
                                + " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO " + role);
        return Postgres.as(role, url);
    }

    private static Map<Path, String> digests(Path directory) {
        return Checkout.files(directory).stream().collect(Collectors.toMap(Function.identity(), Checkout::sha256));
    }

    private static long tables(String url) throws Exception {
        try (Connection connection = Postgres.shared().connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
