package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/** A run that is too short, and failures that are tolerated: from the ping to the receiver of the alert. */
class RunPolicyJourneyTest {

    @Test
    void aRunThatIsTooShortAndTheSecondFailureInARowAreTold() throws Exception {
        RunningRelease release = RunningRelease.get();
        App web = release.web();
        String key = release.project().get("api_key").asString();
        try (var receiver = Receiver.start()) {
            JsonNode channel = Deploy.JSON.readTree(web.post(
                            "/api/v3/channels/",
                            key,
                            Deploy.JSON.writeValueAsString(Map.of(
                                    "kind", "webhook",
                                    "name", "run policy",
                                    "url_down", receiver.url("/down"),
                                    "method_down", "POST",
                                    "body_down", "$NAME is $STATUS: $REASON",
                                    "url_up", receiver.url("/up"),
                                    "method_up", "POST",
                                    "body_up", "$NAME is $STATUS: $REASON")))
                    .body());
            String channels = "\"channels\": \"%s\"".formatted(channel.get("id").asString());
            JsonNode backup = Deploy.check(
                    web, key, "{\"name\": \"backup\", \"timeout\": 3600, \"min_duration\": 600, " + channels + "}");
            JsonNode sync = Deploy.check(
                    web, key, "{\"name\": \"sync\", \"timeout\": 3600, \"failure_tolerance\": 2, " + channels + "}");

            Deploy.ping(web, backup, "/start");
            Deploy.ping(web, backup, "");
            assertThat(bodies(receiver.await(1))).containsExactly("backup is down: too-short");

            Deploy.ping(web, sync, "/1");
            // The recovery of the other check comes after the first failure, which is not told.
            Deploy.ping(web, backup, "");
            assertThat(bodies(receiver.await(2))).endsWith("backup is up: ping");
            Deploy.ping(web, sync, "/1");
            assertThat(bodies(receiver.await(3)))
                    .containsExactly("backup is down: too-short", "backup is up: ping", "sync is down: fail");
        }
    }

    private static List<String> bodies(List<Receiver.Received> received) {
        return received.stream().map(Receiver.Received::body).toList();
    }
}
