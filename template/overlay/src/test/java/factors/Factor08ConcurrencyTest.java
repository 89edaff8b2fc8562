package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Postgres;

/** More of the same process do more work, and need no leader. */
class Factor08ConcurrencyTest {

    private static final int NOTES = 20_000;

    @Test
    void threeWorkersShareTheWorkAndDoEachPartOnce() {
        try (var deploy = Deploy.released()) {
            List<App> workers = IntStream.range(0, 3)
                    .mapToObj(n -> deploy.worker().untilPrinted("worker.ready"))
                    .toList();
            Postgres.shared()
                    .executeIn(
                            deploy.databaseUrl(),
                            "INSERT INTO notes (id, title, text, created_at, expires_at)"
                                    + " SELECT gen_random_uuid(), 'n', '', now(), now() FROM generate_series(1, " + NOTES
                                    + ")");

            Deploy.until(
                    Duration.ofMinutes(1), () -> deploy.database().number("SELECT count(*) FROM notes") == 0);
            Deploy.until(Duration.ofSeconds(20), () -> removed(workers) == NOTES);
            assertThat(workers).allSatisfy(worker -> assertThat(worker.stdout())
                    .noneMatch(line -> line.contains("\"level\":\"ERROR\"")));
        }
    }

    @Test
    void theWorkOfAKilledWorkerIsDoneByAnother() {
        try (var deploy = Deploy.released()) {
            App web = deploy.web().untilReady();
            App one = deploy.worker().untilPrinted("worker.ready");
            deploy.worker().untilPrinted("worker.ready");
            one.kill();

            deploy.expectWork(web);
        }
    }

    private static int removed(List<App> workers) {
        return workers.stream()
                .flatMap(worker -> worker.stdout().stream())
                .filter(line -> line.contains("note.expired"))
                .flatMap(line -> Stream.of(Deploy.JSON.readTree(line)))
                .mapToInt(event -> event.get("rows").asInt())
                .sum();
    }
}
