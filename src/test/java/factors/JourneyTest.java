package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import testing.App;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/** The whole purpose: a job pings, becomes silent, and a receiver is alerted. */
@Isolated // promises times
@Order(0) // before tests that leave the database much to clean up
class JourneyTest {

    /** A heartbeat, a sweep and an attempt take two seconds; the machine may be slow. */
    private static final Duration SOON = Duration.ofSeconds(4);

    @Test
    void silenceAndRecoveryAreEachDeliveredOnceAndSoon() throws Exception {
        RunningRelease release = RunningRelease.get();
        App web = release.web();
        String key = release.project().get("api_key").asString();
        try (var receiver = Receiver.start()) {
            JsonNode channel = Deploy.webhook(web, key, receiver.url("/hook"));
            JsonNode check = Deploy.check(
                    web,
                    key,
                    "{\"name\": \"backup\", \"timeout\": 1, \"grace\": 1, \"channels\": \"%s\"}"
                            .formatted(channel.get("id").asString()));

            Instant pinged = Deploy.ping(web, check, "");
            Receiver.Received down = receiver.await(1).get(0);
            assertThat(Duration.between(pinged.plusSeconds(2), down.at())).isBetween(Duration.ZERO, SOON);
            assertThat(down.method()).isEqualTo("POST");
            JsonNode told = Deploy.JSON.readTree(down.body());
            assertThat(told.get("status").asString()).isEqualTo("down");
            assertThat(told.get("check").get("name").asString()).isEqualTo("backup");
            assertThat(status(web, key, check)).isEqualTo("down");

            Instant recovered = Deploy.ping(web, check, "");
            Receiver.Received up = receiver.await(2).get(1);
            assertThat(Duration.between(recovered, up.at())).isLessThan(SOON);
            assertThat(Deploy.JSON.readTree(up.body()).get("status").asString()).isEqualTo("up");
            assertThat(up.headers().get("webhook-id"))
                    .isNotEqualTo(down.headers().get("webhook-id"));

            // The next silence is the third alert: no alert was sent twice before it.
            List<Receiver.Received> all = receiver.await(3);
            assertThat(all)
                    .extracting(request ->
                            Deploy.JSON.readTree(request.body()).get("status").asString())
                    .startsWith("down", "up", "down");
        }
    }

    private static String status(App web, String key, JsonNode check) {
        return Deploy.JSON
                .readTree(web.post("/api/v3/checks/" + check.get("uuid").asString(), key, "{}")
                        .body())
                .get("status")
                .asString();
    }
}
