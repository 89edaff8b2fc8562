package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import testing.App;
import tools.jackson.databind.JsonNode;

/** Requests for pages and the API wait for the database. Pings and the heartbeat have connections of their own. */
class BusyDatabaseTest {

    /** Four times the connections of the process. */
    private static final int READERS = 40;

    private static final int PINGS = 50;

    private static final String LATE_HEARTBEATS =
            "SELECT count(*) FROM process_heartbeats WHERE seen_at < now() - interval '3 seconds'";

    private final ExecutorService readers = Executors.newFixedThreadPool(READERS);

    @AfterEach
    void stopReaders() {
        readers.shutdownNow();
    }

    @Test
    void readersThatWaitForTheDatabaseHoldUpNoPing() {
        try (Deploy deploy = Deploy.released();
                Database database = deploy.database()) {
            App web = deploy.web().untilReady();
            JsonNode project = deploy.project();
            String key = project.get("api_key").asString();
            String check = Deploy.check(web, key, "{\"name\": \"backup\", \"slug\": \"backup\"}")
                    .get("uuid")
                    .asString();
            String slug = project.get("ping_key").asString() + "/backup";

            // A list reads the channels of its checks. A ping does not.
            database.hold("LOCK TABLE check_channels IN ACCESS EXCLUSIVE MODE");
            List<CompletableFuture<Integer>> lists = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> list(web, key), readers))
                    .limit(READERS)
                    .toList();
            database.untilHeld("SELECT", 1);
            List<Integer> answers = Stream.of(check, slug)
                    .flatMap(path -> Stream.generate(
                                    () -> web.get("/ping/" + path).statusCode())
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
    }

    private static int list(App web, String key) {
        return web.send(web.to("/api/v3/checks/").header("X-Api-Key", key)).statusCode();
    }
}
