package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/** More processes do more work, and no work twice. */
class Factor08ConcurrencyTest {

    private static final int CHECKS = 60;

    @Test
    void threeWorkersTellEveryFlipOnce() {
        try (var deploy = Deploy.released();
                var receiver = Receiver.start()) {
            App web = deploy.web().untilReady();
            List<App> workers =
                    IntStream.range(0, 3).mapToObj(n -> deploy.worker()).toList();
            workers.forEach(worker -> worker.untilPrinted("worker.ready"));
            String key = deploy.project().get("api_key").asString();
            Deploy.webhook(web, key, receiver.url("/"));
            List<JsonNode> checks = new ArrayList<>();
            for (int n = 0; n < CHECKS; n++) {
                checks.add(Deploy.check(web, key, "{\"timeout\": 6, \"grace\": 1, \"channels\": \"*\"}"));
            }
            checks.forEach(check -> Deploy.ping(web, check, ""));
            receiver.await(CHECKS, Duration.ofSeconds(30));
            // A recovery of each is told after any second alert of the same silence would have been.
            checks.forEach(check -> Deploy.ping(web, check, ""));
            receiver.await(2 * CHECKS, Duration.ofSeconds(30));
            assertThat(receiver.received().subList(0, 2 * CHECKS))
                    .extracting(request -> request.headers().get("webhook-id"))
                    .doesNotHaveDuplicates();
            assertThat(receiver.received().subList(0, 2 * CHECKS).stream()
                            .map(request -> Deploy.JSON.readTree(request.body()))
                            .map(body -> body.get("status").asString()
                                    + body.get("check").get("uuid").asString()))
                    .doesNotHaveDuplicates();
            assertThat(workersThatDelivered(workers))
                    .as("workers that took part")
                    .hasSizeGreaterThan(1);
        }
    }

    private static Set<Long> workersThatDelivered(List<App> workers) {
        Set<Long> pids = new HashSet<>();
        for (App worker : workers) {
            if (worker.stdout().stream().anyMatch(line -> line.contains("delivery.sent"))) {
                pids.add(worker.pid());
            }
        }
        return pids;
    }
}
