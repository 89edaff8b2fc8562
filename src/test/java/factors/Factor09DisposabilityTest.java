package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/** Any process may be stopped or killed at any moment: what was promised is kept. */
class Factor09DisposabilityTest {

    private static final Duration PLATFORM_PATIENCE = Duration.ofSeconds(25);

    @Test
    void anAlertOfAKilledWorkerIsDeliveredByAnotherWithinFifteenSeconds() {
        try (var deploy = Deploy.released();
                var receiver = Receiver.start()) {
            App web = deploy.web().untilReady();
            App doomed = deploy.worker().untilPrinted("worker.ready");
            String key = deploy.project().get("api_key").asString();
            Deploy.webhook(web, key, receiver.url("/"));
            JsonNode check = Deploy.check(web, key, "{\"timeout\": 1, \"grace\": 1, \"channels\": \"*\"}");
            receiver.withholdAnswers();
            Deploy.ping(web, check, "");
            Receiver.Received unanswered =
                    receiver.await(1, Duration.ofSeconds(15)).get(0);
            App other = deploy.worker().untilPrinted("worker.ready");

            doomed.kill();
            Instant killed = Instant.now();
            receiver.answerAgain();
            Receiver.Received again = receiver.await(2, Duration.ofSeconds(30)).get(1);
            assertThat(Duration.between(killed, again.at())).isLessThan(Duration.ofSeconds(15));
            assertThat(again.headers().get("webhook-id"))
                    .isEqualTo(unanswered.headers().get("webhook-id"));
            other.untilPrinted("delivery.sent");
        }
    }

    @Test
    void aFlipWithoutAnyWorkerIsToldByTheNextOne() {
        try (var deploy = Deploy.released();
                var receiver = Receiver.start()) {
            App web = deploy.web().untilReady();
            String key = deploy.project().get("api_key").asString();
            Deploy.webhook(web, key, receiver.url("/"));
            Deploy.ping(web, Deploy.check(web, key, "{\"channels\": \"*\"}"), "/fail");
            web.kill();
            deploy.worker();
            assertThat(receiver.await(1, Duration.ofSeconds(30))).hasSize(1);
        }
    }

    @Test
    void aStopIsPromptAndFinishesWhatIsUnderWay() {
        try (var deploy = Deploy.released()) {
            App web = deploy.web().untilReady();
            App worker = deploy.worker().untilPrinted("worker.ready");
            for (App app : List.of(web, worker)) {
                Instant signalled = Instant.now();
                app.terminate();
                // Platforms may signal twice.
                app.terminate();
                assertThat(app.waitForExit().status()).isIn(0, 143);
                assertThat(Duration.between(signalled, Instant.now())).isLessThan(PLATFORM_PATIENCE);
                assertThat(app.stdout()).anyMatch(line -> line.contains("process.stopping"));
                assertThat(app.stdout()).noneMatch(line -> line.contains("\"level\":\"ERROR\""));
            }
        }
    }
}
