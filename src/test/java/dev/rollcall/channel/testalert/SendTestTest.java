package dev.rollcall.channel.testalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.admin.WrongUsageException;
import dev.rollcall.project.Projects;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import testing.Receiver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RollcallTest
class SendTestTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SendTest sendTest;

    private final Receiver receiver = Receiver.start();

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    @Test
    void theChannelGetsAnAlertOfACheckThatSaysItIsATest() {
        String channel = channel("\"url\": \"" + receiver.url("/hook") + "\"");

        var result = (TaskResult.Facts) send(channel);

        assertThat(receiver.on("/hook")).hasSize(1);
        Receiver.Received received = receiver.on("/hook").get(0);
        JsonNode body = JsonMapper.shared().readTree(received.body());
        assertThat(body.get("status").asString()).isEqualTo("down");
        assertThat(body.get("check").get("name").asString()).startsWith("TEST");
        assertThat(body.get("check").get("tags").asString()).isEqualTo("test");
        assertThat(received.headers()).containsKeys("webhook-signature", "webhook-id");
        assertThat(result.facts().get("result")).isEqualTo("sent");
        assertThat(result.facts().get("delivery_id"))
                .isEqualTo(received.headers().get("webhook-id"));
    }

    @Test
    void aTestAlertStoresNothing() {
        String channel = channel("\"url\": \"" + receiver.url("/") + "\"");
        long before = rows();
        send(channel);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void aChannelForRecoveriesOnlyGetsARecovery() {
        String channel = channel("\"url_up\": \"" + receiver.url("/up") + "\"");
        assertThat(((TaskResult.Facts) send(channel)).facts().get("status")).isEqualTo("up");
        assertThat(receiver.on("/up")).hasSize(1);
    }

    @Test
    void aReceiverThatRefusesIsAFailureWithItsReason() {
        receiver.answer(500);
        var failed = (TaskResult.Failed) send(channel("\"url\": \"" + receiver.url("/") + "\""));
        assertThat(failed.reason()).isEqualTo("the test alert was not sent: the receiver answered 500");
        assertThat(((TaskResult.Facts) failed.result()).facts().get("result"))
                .isEqualTo("not sent: the receiver answered 500");
    }

    @Test
    void aGroupSendsToEachOfItsChannels() {
        Projects.NewProject project = fixtures.project();
        try (Receiver broken = Receiver.start()) {
            broken.answer(500);
            create(project, "{\"kind\": \"webhook\", \"name\": \"one\", \"url\": \"" + receiver.url("/") + "\"}");
            create(project, "{\"kind\": \"webhook\", \"name\": \"two\", \"url\": \"" + broken.url("/") + "\"}");
            String group = create(project, "{\"kind\": \"group\", \"channels\": \"one,two\"}");

            var failed = (TaskResult.Failed) send(group);

            assertThat(failed.reason()).isEqualTo("the test alert was not sent to 1 of 2 channels");
            var rows = (TaskResult.Rows) failed.result();
            int result = rows.columns().indexOf("result");
            assertThat(rows.rows().stream().map(row -> String.valueOf(row.get(result))))
                    .containsExactlyInAnyOrder("sent", "not sent: the receiver answered 500");
            assertThat(receiver.received()).hasSize(1);
        }
    }

    @Test
    void aGroupWhoseChannelsAreAllDeletedSendsNothingAndSaysSo() {
        Projects.NewProject project = fixtures.project();
        String channel = create(project, "{\"kind\": \"log\", \"name\": \"one\"}");
        String group = create(project, "{\"kind\": \"group\", \"channels\": \"one\"}");
        fixtures.call(HttpMethod.DELETE, "/api/v3/channels/" + channel, project.readWriteKey(), "");

        assertThat(((TaskResult.Failed) send(group)).reason()).isEqualTo("the group has no channels");
    }

    @Test
    void anUnknownChannelIsWrongUsage() {
        assertThatThrownBy(() -> send(UUID.randomUUID().toString()))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageContaining("names no channel");
    }

    private TaskResult send(String channel) {
        return sendTest.run(new TaskOptions(Map.of("channel", channel)));
    }

    private String channel(String fields) {
        return create(fixtures.project(), "{\"kind\": \"webhook\", \"name\": \"ops\", " + fields + "}");
    }

    private String create(Projects.NewProject project, String fields) {
        return fixtures.json(fixtures.call(HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), fields))
                .get("id")
                .asString();
    }

    private long rows() {
        return fixtures.jdbc()
                .sql("SELECT (SELECT count(*) FROM flips) + (SELECT count(*) FROM deliveries)"
                        + " + (SELECT count(*) FROM checks) + (SELECT count(*) FROM pings)")
                .query(Long.class)
                .single();
    }
}
