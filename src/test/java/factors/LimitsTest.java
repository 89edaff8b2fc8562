package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.Browser;
import tools.jackson.databind.JsonNode;

/**
 * Limits that an operator sets: how often a key, a check and an address may send requests, and how many checks a
 * project has.
 */
class LimitsTest {

    private static final int CHECKS = 5;
    private static final int REQUESTS = 20;
    private static final int PINGS = 6;
    private static final int PINGS_OF_ADDRESS = 20;
    private static final int AT_ONCE = 16;

    private static final String POLICY = "RateLimit-Policy";
    private static final String REST = "RateLimit";
    private static final String RETRY = "Retry-After";

    private static Deploy deploy;
    /** Both limit the checks of a project. */
    private static App web;
    /** Limits requests as well. */
    private static App rates;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        deploy = Deploy.released("CHECK_LIMIT", String.valueOf(CHECKS));
        web = deploy.web();
        rates = deploy.web(
                "PORT",
                App.freePort(),
                "KEY_RATE_LIMIT",
                String.valueOf(REQUESTS),
                "CHECK_RATE_LIMIT",
                String.valueOf(PINGS),
                "ADDRESS_RATE_LIMIT",
                String.valueOf(PINGS_OF_ADDRESS));
        web.untilReady();
        rates.untilReady();
    }

    @AfterAll
    static void stop() {
        deploy.close();
    }

    @Test
    void aProjectNeverHasMoreChecksThanItsLimit() {
        JsonNode project = deploy.project();
        String key = project.get("api_key").asString();

        List<HttpResponse<String>> created =
                atOnce(n -> (n % 2 == 0 ? web : rates).post("/api/v3/checks/", key, "{\"name\": \"" + n + "\"}"));
        assertThat(counted(created)).isEqualTo(Map.of(201, CHECKS, 403, AT_ONCE - CHECKS));
        assertThat(created.stream().filter(answer -> answer.statusCode() == 403))
                .allSatisfy(refused -> {
                    JsonNode problem = Deploy.JSON.readTree(refused.body());
                    assertThat(problem.get("type").asString()).isEqualTo("/problems/check-limit-reached");
                    assertThat(problem.get("detail").asString())
                            .isEqualTo("the project has reached its limit of 5 checks; delete one that nobody needs");
                });
        assertThat(web.post("/api/v3/checks/", key, "{\"name\": \"n\", \"unique\": [\"name\"]}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(web.post(
                                "/api/v3/checks/",
                                key,
                                "{\"name\": \"" + one(created).get("name").asString() + "\", \"unique\": [\"name\"]}")
                        .statusCode())
                .as("an upsert that changes a check")
                .isEqualTo(200);

        List<HttpResponse<String>> provisioned = atOnce(n -> (n % 2 == 0 ? web : rates)
                .get("/ping/" + project.get("ping_key").asString() + "/job-" + n + "?create=1"));
        assertThat(counted(provisioned))
                .as("twice the limit, as in the published service")
                .isEqualTo(Map.of(201, CHECKS, 404, AT_ONCE - CHECKS));
        try (Database database = deploy.database()) {
            assertThat(database.number("SELECT count(*) FROM checks WHERE project_id = '"
                            + project.get("project").asString() + "'"))
                    .isEqualTo(2 * CHECKS);
        }

        assertThat(web.post("/api/v3/checks/" + one(created).get("uuid").asString(), key, "{\"tags\": \"still\"}")
                        .statusCode())
                .as("a change")
                .isEqualTo(200);
    }

    @Test
    void anImportWithMoreChecksThanTheLimitImportsNothing() throws Exception {
        JsonNode project = deploy.project();
        for (int n = 0; n < CHECKS; n++) {
            Deploy.check(web, project.get("api_key").asString(), "{\"name\": \"job " + n + "\"}");
        }
        // The first ping may make a check beyond the limit.
        assertThat(web.status("/ping/" + project.get("ping_key").asString() + "/one-more?create=1"))
                .isEqualTo(201);
        String export = App.done(
                        deploy.environment(),
                        "--task=export",
                        "--project=" + project.get("project").asString())
                .stdout();
        Path file = Files.writeString(directory.resolve("export.jsonl"), export);
        try (Deploy other = Deploy.released("CHECK_LIMIT", String.valueOf(CHECKS))) {
            App.Exit refused = exit(other.environment(), file);
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.stderr())
                    .containsPattern("line \\d+ is one check more than CHECK_LIMIT allows, which is 5");
            try (Database database = other.database()) {
                assertThat(database.number("SELECT count(*) FROM projects WHERE id = '"
                                + project.get("project").asString() + "'"))
                        .isZero();
            }
            App.Exit imported = exit(App.with(other.environment(), "CHECK_LIMIT", String.valueOf(CHECKS + 1)), file);
            assertThat(imported.status()).as(imported.stderr()).isZero();
        }
    }

    private static App.Exit exit(Map<String, String> environment, Path file) {
        try (App task = App.run(environment, "--task=import", "--file=" + file)) {
            return task.waitForExit();
        }
    }

    @Test
    void aKeyThatSendsTooManyRequestsGets429() {
        JsonNode project = deploy.project();
        String key = project.get("api_key").asString();
        for (int left = REQUESTS - 1; left >= 0; left--) {
            HttpResponse<String> served = list(key);
            assertThat(served.statusCode()).isEqualTo(200);
            assertThat(header(served, POLICY)).isEqualTo("\"key\";q=20;w=60");
            assertThat(header(served, REST)).isIn("\"key\";r=" + left, "\"key\";r=" + (left + 1));
        }
        HttpResponse<String> refused = list(key);
        for (int more = 0; refused.statusCode() == 200 && more < REQUESTS; more++) {
            // On a slow machine some have come back meanwhile.
            refused = list(key);
        }
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(header(refused, REST)).isEqualTo("\"key\";r=0;t=" + header(refused, RETRY));
        assertThat(Integer.parseInt(header(refused, RETRY))).isBetween(1, 5);
        assertThat(header(refused, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(Deploy.JSON.readTree(refused.body()).get("type").asString())
                .isEqualTo("/problems/too-many-requests");
        assertThat(header(refused, "Access-Control-Expose-Headers")).contains(POLICY, RETRY);

        assertThat(list(project.get("api_key_readonly").asString()).statusCode())
                .as("another key of the same project")
                .isEqualTo(200);
        assertThat(web.send(web.to("/api/v3/checks/").header("X-Api-Key", key))
                        .headers()
                        .map())
                .as("a process without the limit")
                .doesNotContainKeys("ratelimit", "ratelimit-policy");
    }

    @Test
    void aCheckAndAnAddressThatPingTooOftenGet429() {
        JsonNode project = deploy.project();
        String key = project.get("api_key").asString();
        String check = Deploy.check(web, key, "{}").get("uuid").asString();
        Function<String, HttpResponse<String>> byIdFrom = address -> ping("/ping/" + check, address);

        HttpResponse<String> refused = untilRefused(n -> byIdFrom.apply("198.51.100." + n), PINGS);
        assertThat(refused.body()).isEqualTo("rate limit exceeded, try again later");
        assertThat(header(refused, POLICY)).isEqualTo("\"check\";q=6;w=60");
        assertThat(header(refused, REST)).isEqualTo("\"check\";r=0;t=" + header(refused, RETRY));
        assertThat(header(refused, "Access-Control-Allow-Origin")).isEqualTo("*");

        HttpResponse<String> ofAddress =
                untilRefused(n -> ping("/ping/" + UUID.randomUUID(), "203.0.113.9"), PINGS_OF_ADDRESS);
        assertThat(header(ofAddress, POLICY)).isEqualTo("\"address\";q=20;w=60");
        assertThat(ping("/ping/" + UUID.randomUUID(), "203.0.113.10").statusCode())
                .as("another address")
                .isEqualTo(404);
        untilRefused(n -> ping("/%70ing/" + UUID.randomUUID(), "203.0.113.11"), PINGS_OF_ADDRESS);

        assertThat(rates.stdout().stream().filter(line -> line.contains("\"request.limited\"")))
                .as("one line a minute for each limit")
                .hasSizeLessThanOrEqualTo(3)
                .noneMatch(line -> line.contains(check));
    }

    @Test
    void thePagesSayHowManyChecksAProjectMayHave() {
        JsonNode project = deploy.project();
        String checks = "/projects/" + project.get("project").asString() + "/checks/";
        var browser = new Browser();
        String link = deploy.signInLink(
                "ana@example.com", "Ana", project.get("project").asString());
        assertThat(browser.signIn(web, link).statusCode()).isEqualTo(302);
        String key = project.get("api_key").asString();
        Deploy.check(web, key, "{}");
        assertThat(browser.get(web, checks).body()).contains("1 of 5 checks.");
        for (int n = 1; n < CHECKS; n++) {
            Deploy.check(web, key, "{}");
        }
        assertThat(browser.get(web, checks).body()).contains("This project has 5 checks and may have 5.");

        String[] form = "name,one more,kind,period,period,1,periodUnit,days,grace,1,graceUnit,hours".split(",");
        HttpResponse<String> refused = browser.submit(web, checks + "new", checks, form);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body())
                .contains("This project has as many checks as it may have.")
                .contains("value=\"one more\"");
    }

    private static HttpResponse<String> untilRefused(Function<Integer, HttpResponse<String>> ping, int quota) {
        for (int n = 1; n <= 2 * quota; n++) {
            HttpResponse<String> answer = ping.apply(n);
            if (answer.statusCode() == 429) {
                assertThat(n).as("number of the first refused ping").isGreaterThan(quota);
                return answer;
            }
        }
        throw new AssertionError("no ping was refused");
    }

    private static HttpResponse<String> ping(String path, String address) {
        return rates.send(rates.to(path).header("X-Forwarded-For", address).POST(BodyPublishers.noBody()));
    }

    private static HttpResponse<String> list(String key) {
        return rates.send(rates.to("/api/v3/checks/").header("X-Api-Key", key));
    }

    /** A check that was created. */
    private static JsonNode one(List<HttpResponse<String>> created) {
        return Deploy.JSON.readTree(created.stream()
                .filter(answer -> answer.statusCode() == 201)
                .findFirst()
                .orElseThrow()
                .body());
    }

    private static Map<Integer, Integer> counted(List<HttpResponse<String>> answers) {
        return answers.stream()
                .collect(Collectors.groupingBy(
                        HttpResponse::statusCode, TreeMap::new, Collectors.summingInt(answer -> 1)));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /** A busy machine may answer that it has no connection for three seconds: those try again, as clients do. */
    private static HttpResponse<String> served(Supplier<HttpResponse<String>> request) {
        return Awaitility.await().until(request::get, answer -> answer.statusCode() != 503);
    }

    private static List<HttpResponse<String>> atOnce(Function<Integer, HttpResponse<String>> request) {
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, AT_ONCE)
                    .mapToObj(n -> CompletableFuture.supplyAsync(() -> served(() -> request.apply(n)), callers))
                    .toList();
            return asked.stream().map(CompletableFuture::join).toList();
        } finally {
            callers.shutdownNow();
        }
    }
}
