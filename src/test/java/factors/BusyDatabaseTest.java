package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import testing.App;
import testing.Browser;
import tools.jackson.databind.JsonNode;

/** Requests for pages and the API wait for the database. Pings and the heartbeat have connections of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BusyDatabaseTest {

    /** Four times the connections of the process. */
    private static final int READERS = 40;

    private static final int PINGS = 50;

    private static final String LATE_HEARTBEATS =
            "SELECT count(*) FROM process_heartbeats WHERE seen_at < now() - interval '3 seconds'";

    private final ExecutorService readers = Executors.newFixedThreadPool(READERS);
    private Deploy deploy;
    private Database database;
    private App web;
    private JsonNode project;

    @BeforeAll
    void start() {
        deploy = Deploy.released();
        database = deploy.database();
        web = deploy.web().untilReady();
        project = deploy.project();
    }

    @AfterAll
    void stop() {
        readers.shutdownNow();
        database.close();
        deploy.close();
    }

    @Test
    void readersThatWaitForTheDatabaseHoldUpNoPing() {
        String key = project.get("api_key").asString();
        String check = Deploy.check(web, key, "{\"name\": \"backup\", \"slug\": \"backup\"}")
                .get("uuid")
                .asString();
        String slug = project.get("ping_key").asString() + "/backup";

        // A list reads the channels of its checks. A ping does not.
        database.hold("LOCK TABLE check_channels IN ACCESS EXCLUSIVE MODE");
        List<CompletableFuture<Integer>> lists = atOnce(() -> list(web, key));
        database.untilHeld("SELECT", 1);
        List<Integer> answers = Stream.of(check, slug)
                .flatMap(path -> Stream.generate(() -> web.get("/ping/" + path).statusCode())
                        .limit(PINGS))
                .toList();
        long late = database.number(LATE_HEARTBEATS);
        database.release();

        assertThat(answers).as("status of pings").hasSize(2 * PINGS).containsOnly(200);
        assertThat(late).as("heartbeats that are late").isZero();
        assertThat(lists.stream().map(list -> list.join()))
                .as("status of lists")
                .contains(200)
                .isSubsetOf(200, 503);
        assertThat(list(web, key)).isEqualTo(200);
    }

    /** A filter that reads the session or the account gets no connection, before a controller is called. */
    @Test
    void aPageThatGetsNoConnectionSaysWhenToTryAgain() {
        String id = project.get("project").asString();
        var browser = new Browser();
        assertThat(browser.signIn(web, deploy.signInLink("ana@example.com", "Ana", id))
                        .statusCode())
                .isEqualTo(302);
        String page = "/projects/" + id + "/checks/";
        String cookies = browser.cookies();
        Supplier<HttpResponse<String>> open = () -> web.send(web.to(page).header("Cookie", cookies));

        database.hold("LOCK TABLE memberships IN ACCESS EXCLUSIVE MODE");
        List<CompletableFuture<HttpResponse<String>>> pages = atOnce(open);
        CompletableFuture.anyOf(pages.toArray(CompletableFuture[]::new)).join();
        database.release();

        assertThat(pages.stream().map(answer -> answer.join()))
                .filteredOn(answer -> answer.statusCode() != 200)
                .as("answers without a connection")
                .isNotEmpty()
                .allSatisfy(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(503);
                    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                });
        assertThat(open.get().statusCode()).isEqualTo(200);
        assertThat(web.stdout()).noneMatch(line -> line.contains("\"level\":\"ERROR\""));
    }

    private <T> List<CompletableFuture<T>> atOnce(Supplier<T> request) {
        return Stream.generate(() -> CompletableFuture.supplyAsync(request, readers))
                .limit(READERS)
                .toList();
    }

    private static int list(App web, String key) {
        return web.send(web.to("/api/v3/checks/").header("X-Api-Key", key)).statusCode();
    }
}
