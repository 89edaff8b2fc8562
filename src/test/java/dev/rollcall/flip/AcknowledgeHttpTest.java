package dev.rollcall.flip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@RollcallTest
class AcknowledgeHttpTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    private Projects.NewProject project;
    private UUID check;

    @BeforeEach
    void makeCheckThatIsDown() {
        clock.set(NOON);
        project = fixtures.project();
        check = fixtures.check(project, "{}");
        fixtures.ping(check, "/fail");
        clock.advance(Duration.ofMinutes(1));
    }

    @Test
    void theCheckAndItsIncidentShowWhenItWasAcknowledged() {
        MvcTestResult answer = acknowledge(project.readWriteKey());

        assertThat(answer).hasStatusOk();
        assertThat(fixtures.json(answer).get("acknowledged_at").asString()).isEqualTo("2026-03-01T12:01:00+00:00");
        assertThat(fixtures.show(project, check).get("acknowledged_at").asString())
                .isEqualTo("2026-03-01T12:01:00+00:00");
        assertThat(listed("v3").get("acknowledged_at").asString()).isEqualTo("2026-03-01T12:01:00+00:00");
        assertThat(incident(0).get("acknowledged_at").asString()).isEqualTo("2026-03-01T12:01:00+00:00");
    }

    @Test
    void theOlderVersionsDoNotShowIt() {
        acknowledge(project.readWriteKey());

        assertThat(listed("v1").has("acknowledged_at")).isFalse();
        assertThat(listed("v2").has("acknowledged_at")).isFalse();
    }

    @Test
    void theFirstAcknowledgementCounts() {
        acknowledge(project.readWriteKey());
        clock.advance(Duration.ofMinutes(1));

        assertThat(fixtures.json(acknowledge(project.readWriteKey()))
                        .get("acknowledged_at")
                        .asString())
                .isEqualTo("2026-03-01T12:01:00+00:00");
    }

    @Test
    void aRecoveryEndsItAndTheNextDownBeginsWithoutIt() {
        acknowledge(project.readWriteKey());
        fixtures.ping(check, "");
        assertThat(fixtures.show(project, check).has("acknowledged_at")).isFalse();

        clock.advance(Duration.ofMinutes(1));
        fixtures.ping(check, "/fail");

        assertThat(fixtures.show(project, check).has("acknowledged_at")).isFalse();
        assertThat(incident(0).has("acknowledged_at")).isFalse();
        assertThat(incident(1).get("acknowledged_at").asString()).isEqualTo("2026-03-01T12:01:00+00:00");
    }

    @Test
    void aFailureOfACheckThatIsDownKeepsIt() {
        acknowledge(project.readWriteKey());
        fixtures.ping(check, "/fail");

        assertThat(fixtures.show(project, check).has("acknowledged_at")).isTrue();
    }

    @Test
    void aCheckThatIsNotDownCannotBeAcknowledged() {
        fixtures.ping(check, "");

        MvcTestResult refused = acknowledge(project.readWriteKey());

        assertThat(refused).hasStatus(409);
        assertThat(fixtures.json(refused).get("type").asString()).endsWith("/problems/check-not-down");
    }

    @Test
    void onlyAReadWriteKeyOfTheProjectMayDoIt() {
        assertThat(acknowledge(project.readOnlyKey())).hasStatus(401);
        assertThat(acknowledge(fixtures.project().readWriteKey())).hasStatus(403);
        assertThat(fixtures.show(project, check).has("acknowledged_at")).isFalse();
    }

    private MvcTestResult acknowledge(String key) {
        return fixtures.call(HttpMethod.POST, "/api/v3/checks/" + check + "/acknowledge", key, "");
    }

    private JsonNode listed(String version) {
        return fixtures.json(fixtures.call(HttpMethod.GET, "/api/" + version + "/checks/", project.readWriteKey(), ""))
                .get("checks")
                .get(0);
    }

    private JsonNode incident(int number) {
        return fixtures.json(fixtures.call(
                        HttpMethod.GET, "/api/v3/checks/" + check + "/incidents/", project.readWriteKey(), ""))
                .get("incidents")
                .get(number);
    }
}
