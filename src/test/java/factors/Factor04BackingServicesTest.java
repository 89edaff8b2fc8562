package factors;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import testing.App;
import testing.Browser;
import testing.Certificate;
import testing.Link;
import testing.Mail;
import testing.PgBouncer;
import testing.Postgres;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/**
 * Database and mail server are attached resources: each has one URL, can be replaced by another, and may be
 * unreachable.
 */
@Order(1) // one of the longest
@Timeout(600)
class Factor04BackingServicesTest {

    private static Postgres server;
    private static Link link;
    private static Mail mail;
    private static String database;
    private static Deploy deploy;
    private static App web;
    private static String key;
    private static Browser signedIn;

    /** One deploy for all tests that are not about a start. A link connects it to its database. */
    @BeforeAll
    static void startDeploy() {
        server = Postgres.embedded();
        link = Link.to(server.port(), "127.0.0.1");
        mail = Mail.start("alerts@example.com", "p@:/% +");
        database = server.newMigratedDatabase();
        deploy = Deploy.migrated(
                database.replace(":" + server.port(), ":" + link.port()),
                "PING_LOG_LIMIT",
                "10000",
                "SMTP_URL",
                "smtp://alerts%40example.com:p%40%3A%2F%25%20%2B@127.0.0.1:" + mail.port(),
                "EMAIL_FROM",
                "Rollcall <alerts@example.com>");
        web = deploy.web().untilReady();
        key = deploy.project().get("api_key").asString();
        signedIn = new Browser();
        signedIn.signIn(
                web,
                deploy.signInLink(
                        "ana@example.com",
                        "Ana",
                        deploy.project().get("project").asString()));
    }

    @AfterAll
    static void stopDeploy() {
        deploy.close();
        link.close();
        mail.close();
        server.close();
    }

    @Test
    void theSameJarUsesTheDatabaseThatItsUrlNames() throws Exception {
        Postgres other = Postgres.shared();
        String here = server.newDatabase();
        String there = other.newDatabase();
        server.executeIn(here, "CREATE ROLE \"odd@home\" LOGIN SUPERUSER PASSWORD 'p@:/%+ w?#d'");
        String odd = here.replaceFirst("//[^@]*@", "//odd%40home:p%40%3A%2F%25%2B%20w%3F%23d@");
        String jdbc = there.replaceFirst("postgres://([^:]*):([^@]*)@(.*)", "jdbc:postgresql://$3?user=$1&password=$2");

        migrates(odd.replace("postgres:", "postgresql:") + "?sslmode=disable");
        // The variables that a buildpack derives from its database must not override the operator's choice.
        migrates(
                jdbc,
                "SPRING_DATASOURCE_URL",
                "jdbc:postgresql://127.0.0.1:1/nowhere",
                "SPRING_DATASOURCE_USERNAME",
                "nobody",
                "JDBC_DATABASE_URL",
                "jdbc:postgresql://127.0.0.1:1/nowhere");
        try (Link six = Link.to(server.port(), "::1")) {
            String ipv6 = here.replaceFirst("@.*/", "@[::1]:" + six.port() + "/");
            assertThat(App.done(environment(ipv6), "--task=create-project", "--name=six")
                            .stdout())
                    .contains("api_key");
        }

        assertThat(server.strings(here, "SELECT name FROM projects")).containsExactly("six");
        assertThat(other.strings(there, "SELECT name FROM projects")).isEmpty();
    }

    @Test
    void aServerWithoutTlsIsRefusedWhenTlsIsRequired() {
        App.Exit exit = migrate(server.newDatabase() + "?sslmode=require");

        assertThat(exit.status()).isEqualTo(1);
        assertThat(exit.stderr()).contains("The server does not support SSL").doesNotContain("postgres:postgres");
    }

    @Test
    void withoutTheDatabaseWebListensIsNotReadyAndRefusesPingsUntilItIsBack() {
        JsonNode check = Deploy.check(web, key, "{}");
        Deploy.ping(web, check, "");
        String port = App.freePort();

        server.stop();
        try (App late = App.start("web", App.with(deploy.environment(), "PORT", port))) {
            late.untilPrinted("web.listening");
            Deploy.until(() -> web.status("/actuator/health/readiness") == 503);
            for (App each : List.of(web, late)) {
                assertThat(each.status("/actuator/health/liveness")).isEqualTo(200);
                assertThat(each.status("/actuator/health/readiness")).isEqualTo(503);
                refusesToServe(each, check);
            }
            server.startAgain();
            Deploy.ping(late.untilReady(), check, "");
        }
        Deploy.ping(web.untilReady(), check, "");

        assertThat(shown(check).get("n_pings").asLong())
                .as("what was answered OK, no more and no less")
                .isEqualTo(3);
    }

    @Test
    void aRestartOfTheServerUnderLoadLosesNoAcknowledgedPingAndAlertsGoOn() throws Exception {
        JsonNode busy = Deploy.check(web, key, "{}");
        JsonNode defined = Deploy.check(web, key, "{}");
        Load pings;
        Load changes;
        try (App worker = deploy.worker().untilPrinted("worker.ready");
                Receiver receiver = Receiver.start()) {
            try (Load pinging = pinging(web, busy, 4);
                    Load changing = Load.start(1, n -> change(defined, "{\"desc\": \"" + n + "\"}"))) {
                pings = pinging;
                changes = changing;
                Deploy.until(() -> pinging.answered(200).size() > 100);
                server.stop();
                Deploy.until(() -> pinging.answered(503).size() > 0);
                server.startAgain();
                int before = pinging.answered(200).size();
                Deploy.until(() -> pinging.answered(200).size() > before + 100);
                int changed = changing.answered(200).size();
                Deploy.until(() -> changing.answered(200).size() > changed + 5);
            }
            Deploy.webhook(web, key, receiver.url("/hook"));
            JsonNode silent = Deploy.check(web, key, "{\"timeout\": 1, \"grace\": 1, \"channels\": \"ops\"}");
            Deploy.ping(web, silent, "");
            receiver.await(1);
            assertThat(worker.isAlive()).isTrue();
        }

        assertThat(pings.statuses()).containsOnly(200, 503);
        assertThat(changes.statuses()).as("an answer of 500 is nobody's fault").containsOnly(200, 503);
        List<Integer> stored = server
                .strings(
                        database,
                        "SELECT convert_from(body, 'UTF8') FROM pings WHERE check_id = '"
                                + busy.get("uuid").asString() + "'")
                .stream()
                .map(Integer::valueOf)
                .toList();
        assertThat(stored).containsAll(pings.answered(200)).doesNotHaveDuplicates();
        assertThat(shown(busy).get("n_pings").asInt()).isEqualTo(stored.size());
    }

    @Test
    void aSilentNetworkIsReportedToCallersWithinSecondsAndNoCallHangs() {
        JsonNode check = Deploy.check(web, key, "{}");
        Deploy.ping(web, check, "");

        link.fallSilent();
        try {
            long began = System.nanoTime();
            refusesToServe(web, check);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as("a ping, a change of a check and a look at the status, one after the other")
                    .isLessThan(Duration.ofSeconds(40));
            assertThat(web.status("/actuator/health/liveness")).isEqualTo(200);
        } finally {
            link.recover();
        }

        Deploy.until(() -> web.status("/ping/" + check.get("uuid").asString()) == 200);
    }

    @Test
    void aMailServerIsAttachedAndReplacedByItsUrlAndAlertsWaitForIt() throws Exception {
        try (Mail other = Mail.startWithTls("alerts@example.com", "secret")) {
            assertThat(web.post(
                                    "/api/v3/channels/",
                                    key,
                                    "{\"kind\": \"email\", \"name\": \"on call\", \"to\": \"ops@example.com\"}")
                            .statusCode())
                    .isEqualTo(201);
            JsonNode check = Deploy.check(web, key, "{\"name\": \"Löhne\", \"channels\": \"on call\"}");
            Deploy.ping(web, check, "/fail");
            works(
                    deploy.worker("SMTP_URL", ""),
                    worker -> worker.untilPrinted("no mail server is attached: SMTP_URL is not set"));
            assertThat(mail.received()).isEmpty();

            works(deploy.worker(), worker -> mail.await(1));
            Deploy.ping(web, check, "");
            works(
                    deploy.worker(
                            "SMTP_URL",
                            "smtps://alerts%40example.com:secret@localhost:" + other.port(),
                            "JAVA_TOOL_OPTIONS",
                            App.jvmFlags() + " " + Certificate.EC.trustOptions()),
                    worker -> other.await(1));

            Message down = mail.await(1).get(0);
            Message up = other.await(1).get(0);
            assertThat(down.getSubject()).isEqualTo("[Rollcall] DOWN: Löhne");
            assertThat(up.getSubject()).isEqualTo("[Rollcall] UP: Löhne");
            assertThat(List.of(down, up))
                    .extracting(message -> Mail.header(message, "X-Rollcall-Delivery"))
                    .containsExactlyInAnyOrderElementsOf(server.strings(
                            database,
                            "SELECT d.id::text FROM deliveries d JOIN channels c ON c.id = d.channel_id"
                                    + " WHERE c.kind = 'email' AND d.status = 'SENT'"));
            assertThat(mail.received()).hasSize(1);
            assertThat(other.received()).hasSize(1);
        }
    }

    @Test
    void allProcessesShareThreeConnectionsOfATransactionPooler() throws Exception {
        String behind = server.newDatabase();
        try (PgBouncer pooler = PgBouncer.start(behind, 3);
                Deploy pooled = Deploy.released("DATABASE_URL", pooler.url());
                Receiver receiver = Receiver.start()) {
            String pooledKey = pooled.project().get("api_key").asString();
            App first = pooled.web().untilReady();
            App worker = pooled.worker().untilPrinted("worker.ready");
            Deploy.webhook(first, pooledKey, receiver.url("/hook"));
            JsonNode silent = Deploy.check(first, pooledKey, "{\"timeout\": 1, \"grace\": 1, \"channels\": \"*\"}");
            Deploy.ping(first, silent, "");
            JsonNode busy = Deploy.check(first, pooledKey, "{}");

            try (Load pings = pinging(first, busy, 4);
                    Load reads = Load.start(
                            4, n -> first.send(first.to("/api/v3/checks/").header("X-Api-Key", pooledKey)))) {
                Deploy.until(() ->
                        pings.answered(200).size() > 200 && reads.answered(200).size() > 200);
                assertThat(pings.statuses()).containsOnly(200);
                assertThat(reads.statuses()).containsOnly(200);
            }
            receiver.await(1);
            Deploy.ping(first, silent, "");
            receiver.await(2);

            assertThat(List.of(first.stdout(), worker.stdout()))
                    .allSatisfy(lines -> assertThat(lines)
                            .noneMatch(line -> line.contains("\"WARN\"") || line.contains("\"ERROR\"")));
            assertThat(server.strings(
                            behind,
                            "SELECT count(*)::text FROM pg_stat_activity"
                                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()"))
                    .as(pooler.log())
                    .containsAnyOf("1", "2", "3");
        }
    }

    private static Load pinging(App process, JsonNode check, int callers) {
        String path = "/ping/" + check.get("uuid").asString();
        return Load.start(
                callers, n -> process.send(process.to(path).POST(BodyPublishers.ofString(String.valueOf(n)))));
    }

    private static HttpResponse<String> change(JsonNode check, String fields) {
        return web.post("/api/v3/checks/" + check.get("uuid").asString(), key, fields);
    }

    private static JsonNode shown(JsonNode check) {
        return Deploy.JSON.readTree(change(check, "{}").body());
    }

    private static void refusesToServe(App process, JsonNode check) {
        HttpResponse<String> ping = process.get("/ping/" + check.get("uuid").asString());
        assertThat(ping.statusCode()).isEqualTo(503);
        assertThat(ping.headers().firstValue("Retry-After")).isPresent();
        HttpResponse<String> api = process.post("/api/v3/checks/", key, "{}");
        assertThat(api.statusCode()).isEqualTo(503);
        assertThat(api.headers().firstValue("Retry-After")).isPresent();
        assertThat(process.get("/api/v3/status/").statusCode()).isEqualTo(503);
        for (String page : List.of("/", "/sign-in")) {
            HttpResponse<String> answer = process.get(page);
            assertThat(answer.statusCode()).as(page).isEqualTo(503);
            assertThat(answer.body()).as(page).contains("</html>");
        }
        HttpResponse<String> account = signedIn.get(process, "/account");
        assertThat(account.statusCode()).as("by somebody with a session").isEqualTo(503);
        assertThat(account.headers().firstValue("Retry-After")).isPresent();
        assertThat(account.body()).contains("</html>");
    }

    /** Lets the worker finish the expected work, then stops it as a platform does. */
    private static void works(App worker, Consumer<App> wait) {
        wait.accept(worker);
        worker.terminate();
        assertThat(worker.waitForExit().status()).isIn(0, 143);
    }

    private static void migrates(String url, String... more) {
        assertThat(App.done(App.with(environment(url), more), "--task=migrate").stdout())
                .contains("applied");
    }

    private static App.Exit migrate(String url) {
        try (App task = App.run(environment(url), "--task=migrate")) {
            return task.waitForExit();
        }
    }

    private static Map<String, String> environment(String url) {
        return Map.of("DATABASE_URL", url);
    }
}
