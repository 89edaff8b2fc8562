package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.channel.DeliveryException;
import dev.rollcall.project.Projects;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

@RollcallTest
class DeliveryLogHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private DeliverAlerts alerts;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
        project = fixtures.project();
    }

    @Test
    void aPendingDeliveryShowsItsChannelItsFlipAndItsNextAttempt() {
        String channel = channel("{\"kind\": \"log\", \"name\": \"journal\"}");
        UUID check = failed();

        JsonNode delivery = only(check);

        assertThat(delivery.get("channel").toString())
                .isEqualTo("{\"id\":\"" + channel + "\",\"name\":\"journal\",\"kind\":\"log\"}");
        assertThat(delivery.get("flip").toString())
                .isEqualTo("{\"timestamp\":\"2026-03-01T12:00:00+00:00\",\"from\":\"new\",\"to\":\"down\","
                        + "\"reason\":\"fail\"}");
        assertThat(delivery.get("state").asString()).isEqualTo("pending");
        assertThat(delivery.get("attempts").asInt()).isZero();
        assertThat(delivery.get("last_error").isNull()).isTrue();
        assertThat(delivery.get("created_at").asString()).isEqualTo("2026-03-01T12:00:00+00:00");
        assertThat(delivery.get("finished_at").isNull()).isTrue();
        assertThat(delivery.get("next_attempt_at").asString()).isEqualTo("2026-03-01T12:00:00+00:00");
    }

    @Test
    void aFailedDeliveryShowsTheReasonWithoutTheAddressAndASentOneTheTime() {
        try (Receiver receiver = Receiver.start()) {
            channel("{\"kind\": \"webhook\", \"url\": \"" + receiver.url("/canary-token") + "\"}");
            UUID check = failed();
            UUID id = UUID.fromString(only(check).get("id").asString());
            receiver.answer(502);
            assertThatThrownBy(() -> alerts.deliver(id, lease(id))).isInstanceOf(DeliveryException.class);

            JsonNode failing = only(check);
            assertThat(failing.get("state").asString()).isEqualTo("pending");
            assertThat(failing.get("attempts").asInt()).isEqualTo(1);
            assertThat(failing.get("last_error").asString()).isEqualTo("the receiver answered 502");
            assertThat(failing.toString()).doesNotContain("canary-token", "127.0.0.1");

            clock.advance(Duration.ofSeconds(7));
            receiver.answer(200);
            alerts.deliver(id, lease(id));

            JsonNode sent = only(check);
            assertThat(sent.get("state").asString()).isEqualTo("sent");
            assertThat(sent.get("attempts").asInt()).isEqualTo(2);
            assertThat(sent.get("last_error").isNull()).isTrue();
            assertThat(sent.get("finished_at").asString()).isEqualTo("2026-03-01T12:00:07+00:00");
            assertThat(sent.get("next_attempt_at").isNull()).isTrue();
        }
    }

    @Test
    void thePagesTogetherHaveEachDeliveryOnceLatestFlipFirst() {
        for (int n = 0; n < 3; n++) {
            channel("{\"kind\": \"log\", \"name\": \"number " + n + "\"}");
        }
        UUID check = failed();
        clock.advance(Duration.ofMinutes(1));
        fixtures.ping(check, "");

        List<String> ids = new ArrayList<>();
        List<String> flips = new ArrayList<>();
        @Nullable String query = "?limit=2";
        while (query != null) {
            JsonNode page = deliveries(check, query);
            page.get("deliveries").forEach(delivery -> {
                ids.add(delivery.get("id").asString());
                flips.add(delivery.get("flip").get("to").asString());
            });
            query = page.get("next").isNull()
                    ? null
                    : "?" + URI.create(page.get("next").asString()).getQuery();
        }

        assertThat(ids).hasSize(6).doesNotHaveDuplicates();
        assertThat(flips).containsExactly("up", "up", "up", "down", "down", "down");
    }

    @Test
    void aReadOnlyKeySeesNone() {
        UUID check = fixtures.check(project, "{}");

        assertThat(fixtures.call(HttpMethod.GET, "/api/v3/checks/" + check + "/deliveries/", project.readOnlyKey(), ""))
                .hasStatus(401);
        assertThat(fixtures.call(
                        HttpMethod.HEAD, "/api/v3/checks/" + check + "/deliveries/", project.readOnlyKey(), ""))
                .hasStatus(401);
    }

    @Test
    void theCheckOfAnotherProjectIsForbiddenAndAnUnknownOneNotFound() {
        UUID check = fixtures.check(project, "{}");

        assertThat(fixtures.call(
                        HttpMethod.GET,
                        "/api/v3/checks/" + check + "/deliveries/",
                        fixtures.project().readWriteKey(),
                        ""))
                .hasStatus(403);
        assertThat(fixtures.call(
                        HttpMethod.GET,
                        "/api/v3/checks/" + UUID.randomUUID() + "/deliveries/",
                        project.readWriteKey(),
                        ""))
                .hasStatus(404);
    }

    @Test
    void anInvalidParameterIsNamed() {
        UUID check = fixtures.check(project, "{}");
        for (String query : List.of("limit=0", "cursor=1-1", "cursor=1-1.x", "cursor=1-x." + check)) {
            MvcTestResult refused = fixtures.call(
                    HttpMethod.GET, "/api/v3/checks/" + check + "/deliveries/?" + query, project.readWriteKey(), "");

            assertThat(refused).as(query).hasStatus(400);
            assertThat(fixtures.json(refused).get("errors").propertyNames())
                    .containsExactly(query.substring(0, query.indexOf('=')));
        }
    }

    private String channel(String fields) {
        return fixtures.json(fixtures.call(HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), fields))
                .get("id")
                .asString();
    }

    /** A check that has just failed, with a pending delivery to each channel. */
    private UUID failed() {
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(check, "/fail");
        return check;
    }

    private JsonNode only(UUID check) {
        JsonNode deliveries = deliveries(check, "").get("deliveries");
        assertThat(deliveries).hasSize(1);
        return deliveries.get(0);
    }

    private JsonNode deliveries(UUID check, String query) {
        MvcTestResult answer = fixtures.call(
                HttpMethod.GET, "/api/v3/checks/" + check + "/deliveries/" + query, project.readWriteKey(), "");
        assertThat(answer).hasStatusOk();
        return fixtures.json(answer);
    }

    private long lease(UUID delivery) {
        return fixtures.jdbc()
                .sql("SELECT version FROM scheduled_tasks WHERE task_instance = :id")
                .param("id", delivery.toString())
                .query(Long.class)
                .single();
    }
}
