package dev.rollcall.flip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.project.Projects;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@RollcallTest
class IncidentHttpTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    private Projects.NewProject project;
    private UUID check;

    @BeforeEach
    void makeCheck() {
        clock.set(NOON);
        project = fixtures.project();
        check = fixtures.check(project, "{\"name\": \"a check\"}");
    }

    @Test
    void aCheckThatWasNeverDownHasNoIncident() {
        fixtures.ping(check, "");

        JsonNode answer = incidents("");

        assertThat(answer.get("incidents")).isEmpty();
        assertThat(answer.get("next").isNull()).isTrue();
    }

    @Test
    void anIncidentLastsFromTheFlipToDownUntilTheNextFlip() {
        fixtures.ping(check, "/fail");
        clock.advance(Duration.ofSeconds(90));
        // The check is already down: there is no flip and no second incident.
        fixtures.ping(check, "/fail");

        JsonNode ongoing = incidents("").get("incidents").get(0);
        assertThat(ongoing.toString())
                .isEqualTo("{\"started\":\"2026-03-01T12:00:00+00:00\",\"ended\":null,\"duration\":90,"
                        + "\"ongoing\":true,\"reason\":\"fail\",\"ended_as\":null}");

        clock.advance(Duration.ofSeconds(30));
        fixtures.ping(check, "");
        clock.advance(Duration.ofHours(1));

        JsonNode all = incidents("").get("incidents");
        assertThat(all).hasSize(1);
        assertThat(all.get(0).toString())
                .isEqualTo("{\"started\":\"2026-03-01T12:00:00+00:00\",\"ended\":\"2026-03-01T12:02:00+00:00\","
                        + "\"duration\":120,\"ongoing\":false,\"reason\":\"fail\",\"ended_as\":\"up\"}");
    }

    @Test
    void aPauseEndsAnIncident() {
        fixtures.ping(check, "/fail");
        clock.advance(Duration.ofSeconds(5));
        assertThat(post("/pause")).hasStatusOk();

        JsonNode incident = incidents("").get("incidents").get(0);

        assertThat(incident.get("ended_as").asString()).isEqualTo("paused");
        assertThat(incident.get("duration").asInt()).isEqualTo(5);
    }

    /** So it never ends as new. */
    @Test
    void aResumeEndsNoIncident() {
        fixtures.ping(check, "/fail");
        assertThat(post("/resume")).hasStatus(409);
        assertThat(incidents("").get("incidents").get(0).get("ongoing").asBoolean())
                .isTrue();

        assertThat(post("/pause")).hasStatusOk();
        assertThat(post("/resume")).hasStatusOk();

        assertThat(incidents("").get("incidents").get(0).get("ended_as").asString())
                .isEqualTo("paused");
    }

    @Test
    void thePagesTogetherHaveEachIncidentOnceLatestFirst() {
        int incidents = 7;
        for (int n = 0; n < incidents; n++) {
            fixtures.ping(check, "/fail");
            // Some incidents end at the same instant at which the next one begins.
            clock.advance(n % 3 == 0 ? Duration.ZERO : Duration.ofSeconds(1));
            fixtures.ping(check, "");
        }

        List<String> durations = new ArrayList<>();
        List<String> starts = new ArrayList<>();
        int pages = 0;
        @Nullable String query = "?limit=2";
        while (query != null) {
            JsonNode page = incidents(query);
            pages++;
            page.get("incidents").forEach(incident -> {
                starts.add(incident.get("started").asString());
                durations.add(incident.get("duration").toString());
                assertThat(incident.get("ongoing").asBoolean()).isFalse();
            });
            query = page.get("next").isNull()
                    ? null
                    : "?" + URI.create(page.get("next").asString()).getQuery();
        }

        assertThat(pages).isEqualTo(4);
        assertThat(durations).containsExactly("0", "1", "1", "0", "1", "1", "0");
        assertThat(starts).isSortedAccordingTo((one, two) -> two.compareTo(one));
    }

    @Test
    void aReaderWithTheUniqueKeyDoesNotSeeTheId() {
        fixtures.ping(check, "/fail");
        fixtures.ping(check, "");
        fixtures.ping(check, "/fail");
        String uniqueKey = fixtures.json(
                        fixtures.call(HttpMethod.GET, "/api/v3/checks/" + check, project.readOnlyKey(), ""))
                .get("unique_key")
                .asString();

        MvcTestResult answer = fixtures.call(
                HttpMethod.GET, "/api/v3/checks/" + uniqueKey + "/incidents/?limit=1", project.readOnlyKey(), "");

        assertThat(answer).hasStatusOk();
        String next = Objects.requireNonNull(fixtures.json(answer).get("next")).asString();
        assertThat(next).contains("/api/v3/checks/" + uniqueKey + "/incidents/").doesNotContain(check.toString());
        assertThat(fixtures.call(HttpMethod.GET, next, project.readOnlyKey(), ""))
                .hasStatusOk();
    }

    @Test
    void theCheckOfAnotherProjectIsForbiddenAndAnUnknownOneNotFound() {
        String key = fixtures.project().readOnlyKey();

        assertThat(fixtures.call(HttpMethod.GET, "/api/v3/checks/" + check + "/incidents/", key, ""))
                .hasStatus(403);
        for (String id : List.of(UUID.randomUUID().toString(), "garbage", "0".repeat(40))) {
            assertThat(fixtures.call(HttpMethod.GET, "/api/v3/checks/" + id + "/incidents/", project.readOnlyKey(), ""))
                    .hasStatus(404);
        }
    }

    @ParameterizedTest
    @CsvSource({"limit=0, limit", "limit=many, limit", "cursor=garbage, cursor", "cursor=1-x, cursor"})
    void anInvalidParameterIsNamed(String query, String field) {
        MvcTestResult refused = fixtures.call(
                HttpMethod.GET, "/api/v3/checks/" + check + "/incidents/?" + query, project.readWriteKey(), "");

        assertThat(refused).hasStatus(400);
        assertThat(fixtures.json(refused).get("errors").propertyNames()).containsExactly(field);
    }

    private MvcTestResult post(String action) {
        return fixtures.call(HttpMethod.POST, "/api/v3/checks/" + check + action, project.readWriteKey(), "");
    }

    private JsonNode incidents(String query) {
        MvcTestResult answer = fixtures.call(
                HttpMethod.GET, "/api/v3/checks/" + check + "/incidents/" + query, project.readWriteKey(), "");
        assertThat(answer).hasStatusOk();
        return fixtures.json(answer);
    }
}
