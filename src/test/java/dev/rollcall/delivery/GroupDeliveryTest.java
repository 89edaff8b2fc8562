package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.project.Projects;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/** Alerts of checks that are assigned to a group of channels. */
@RollcallTest
class GroupDeliveryTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private DeliverAlerts alerts;

    @Autowired
    private QueueStore queue;

    @Autowired
    private DueDeliveries due;

    private final Receiver receiver = Receiver.start();
    private Projects.NewProject project;

    @BeforeEach
    void makeChannels() {
        fixtures.clear();
        project = fixtures.project();
        webhook("ops");
        webhook("phones");
        webhook("alone");
        channel("{\"kind\": \"group\", \"name\": \"team\", \"channels\": \"ops,phones\"}");
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    @Test
    void eachChannelOfAGroupIsToldOnce() {
        fail("team,alone");
        assertThat(told()).containsExactlyInAnyOrder("/ops", "/phones", "/alone");
    }

    @Test
    void aChannelIsToldOnceAlthoughTheCheckHasItDirectlyAndByTwoGroups() {
        channel("{\"kind\": \"group\", \"name\": \"night\", \"channels\": \"ops\"}");
        fail("*");
        assertThat(told()).containsExactlyInAnyOrder("/ops", "/phones", "/alone");
    }

    @Test
    void theDeliveryLogShowsTheChannelsAndNotTheGroup() {
        UUID check = fail("team");

        new SteppedWorker(queue, due, alerts).work();

        JsonNode deliveries = fixtures.json(fixtures.call(
                        HttpMethod.GET, "/api/v3/checks/" + check + "/deliveries/", project.readWriteKey(), ""))
                .get("deliveries");
        assertThat(deliveries
                        .valueStream()
                        .map(delivery -> delivery.at("/channel/name").asString()))
                .containsExactlyInAnyOrder("ops", "phones");
        assertThat(deliveries.findValuesAsString("state")).containsOnly("sent");
    }

    @Test
    void aGroupThatHasLostItsChannelsTellsNobodyAndTheCheckStillGoesDown() {
        UUID gone = channel("{\"kind\": \"log\", \"name\": \"gone\"}");
        channel("{\"kind\": \"group\", \"name\": \"empty\", \"channels\": \"gone\"}");
        fixtures.call(HttpMethod.DELETE, "/api/v3/channels/" + gone, project.readWriteKey(), "");

        UUID check = fail("empty");

        assertThat(told()).isEmpty();
        assertThat(fixtures.show(project, check).get("status").asString()).isEqualTo("down");
    }

    @Test
    void aChannelThatHasLeftTheGroupIsNotToldOfADownThatWaited() {
        fail("team");
        String team = fixtures.jdbc()
                .sql("SELECT id FROM channels WHERE kind = 'group'")
                .query(String.class)
                .single();
        fixtures.call(
                HttpMethod.POST, "/api/v3/channels/" + team, project.readWriteKey(), "{\"channels\": \"phones\"}");

        assertThat(told()).containsExactly("/phones");
    }

    private UUID fail(String channels) {
        UUID check = fixtures.check(project, "{\"channels\": \"" + channels + "\"}");
        fixtures.ping(check, "/fail");
        return check;
    }

    private List<String> told() {
        new SteppedWorker(queue, due, alerts).work();
        return receiver.received().stream().map(Receiver.Received::path).toList();
    }

    private void webhook(String name) {
        channel("{\"kind\": \"webhook\", \"name\": \"%s\", \"url\": \"%s\"}".formatted(name, receiver.url("/" + name)));
    }

    private UUID channel(String fields) {
        return UUID.fromString(
                fixtures.json(fixtures.call(HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), fields))
                        .get("id")
                        .asString());
    }
}
