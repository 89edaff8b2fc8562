package dev.rollcall.mute.snooze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.mute.MutesChanged;
import dev.rollcall.project.Projects;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@RollcallTest
@RecordApplicationEvents
class SnoozeHttpTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private ApplicationEvents events;

    private Projects.NewProject project;
    private UUID check;

    @BeforeEach
    void makeCheck() {
        project = fixtures.project();
        clock.set(NOON);
        check = fixtures.check(project, "{\"name\": \"backup\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"seconds\": 3600}                           | 2026-03-01T13:00:00+00:00",
                "{\"seconds\": 2678400}                        | 2026-04-01T12:00:00+00:00",
                "{\"until\": \"2026-03-01T13:00:00Z\"}         | 2026-03-01T13:00:00+00:00",
                "{\"until\": \"2026-03-01T15:30:00+02:00\"}    | 2026-03-01T13:30:00+00:00",
                "{\"until\": \"2026-04-01T12:00:00+00:00\"}    | 2026-04-01T12:00:00+00:00",
            })
    void aSnoozedCheckSaysSoUntilItIsOver(String body, String until) {
        MvcTestResult snoozed = post("snooze", body);

        assertThat(snoozed).hasStatusOk();
        JsonNode muted = fixtures.json(snoozed).get("muted");
        assertThat(muted.get("by").asString()).isEqualTo("snooze");
        assertThat(muted.get("until").asString()).isEqualTo(until);
        assertThat(muted.has("name")).isFalse();
        assertThat(fixtures.show(project, check).get("muted")).isEqualTo(muted);

        clock.set(Instant.parse(until.replace("+00:00", "Z")));
        assertThat(fixtures.show(project, check).has("muted")).isFalse();
    }

    @Test
    void aListAndAReadOnlyKeyShowItAndOlderVersionsDoNot() {
        post("snooze", "{\"seconds\": 60}");

        for (String key : new String[] {project.readWriteKey(), project.readOnlyKey()}) {
            JsonNode listed = fixtures.json(fixtures.call(HttpMethod.GET, "/api/v3/checks/", key, ""));
            assertThat(listed.at("/checks/0/muted/by").asString()).isEqualTo("snooze");
        }
        for (String version : new String[] {"v1", "v2"}) {
            JsonNode shown = fixtures.json(
                    fixtures.call(HttpMethod.GET, "/api/" + version + "/checks/" + check, project.readWriteKey(), ""));
            assertThat(shown.has("muted")).isFalse();
        }
    }

    @Test
    void aLaterSnoozeReplacesTheEarlierEvenIfItIsShorter() {
        post("snooze", "{\"seconds\": 3600}");

        post("snooze", "{\"seconds\": 60}");

        assertThat(fixtures.show(project, check).at("/muted/until").asString()).isEqualTo("2026-03-01T12:01:00+00:00");
        assertThat(events.stream(MutesChanged.class)).contains(new MutesChanged(Set.of(new CheckId(check))));
    }

    @Test
    void unsnoozeEndsItAndMayBeRepeated() {
        post("snooze", "{\"seconds\": 3600}");
        events.clear();

        for (int n = 0; n < 2; n++) {
            MvcTestResult ended = post("unsnooze", "");
            assertThat(ended).hasStatusOk();
            assertThat(fixtures.json(ended).has("muted")).isFalse();
        }
        assertThat(fixtures.show(project, check).has("muted")).isFalse();
        assertThat(events.stream(MutesChanged.class)).contains(new MutesChanged(Set.of(new CheckId(check))));
    }

    @Test
    void pingsPauseAndResumeLeaveASnoozeAsItIs() {
        post("snooze", "{\"seconds\": 3600}");

        fixtures.ping(check, "/fail");
        fixtures.ping(check, "");
        post("pause", "");
        assertThat(fixtures.show(project, check).has("muted")).isTrue();
        post("resume", "");
        assertThat(fixtures.show(project, check).has("muted")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                            | until   | is missing; set until or seconds",
                "{\"until\": \"2026-03-01T13:00:00Z\", \"seconds\": 60} | seconds | must not be set together with until; set one of them",
                "{\"until\": \"tomorrow\"}                     | until   | is not a time; use one such as 2026-03-01T12:00:00Z",
                "{\"until\": \"2026-03-01T13:00:00\"}          | until   | is not a time; use one such as 2026-03-01T12:00:00Z",
                "{\"until\": \"+12026-03-01T13:00:00Z\"}       | until   | is not a time; use one such as 2026-03-01T12:00:00Z",
                "{\"until\": \"2026-03-01T12:00:00Z\"}         | until   | is not in the future; at most 31 days from now",
                "{\"until\": \"2026-04-01T12:00:01Z\"}         | until   | is too late; at most 31 days from now",
                "{\"until\": 1}                                | until   | is not a string",
                "{\"until\": null}                             | until   | is not a string",
                "{\"seconds\": 0}                              | seconds | is too small; at least 1",
                "{\"seconds\": -9223372036854775809}           | seconds | is too small",
                "{\"seconds\": 2678401}                        | seconds | is too large; at most 2678400, which is 31 days",
                "{\"seconds\": \"60\"}                         | seconds | is not a number",
                "{\"seconds\": 1.5}                            | seconds | is not a number",
            })
    void aWrongFieldIsNamed(String body, String field, String fault) {
        MvcTestResult refused = post("snooze", body);

        assertThat(refused).hasStatus(400);
        assertThat(fixtures.json(refused).get("errors").get(field).asString()).isEqualTo(fault);
        assertThat(fixtures.show(project, check).has("muted")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"snooze", "unsnooze"})
    void onlyAKeyOfTheProjectThatMayWriteSnoozes(String action) {
        String path = "/api/v3/checks/" + check + "/" + action;
        String body = "{\"seconds\": 60}";
        String uniqueKey = fixtures.json(
                        fixtures.call(HttpMethod.GET, "/api/v3/checks/" + check, project.readOnlyKey(), ""))
                .get("unique_key")
                .asString();

        assertThat(fixtures.call(HttpMethod.POST, path, project.readOnlyKey(), body))
                .hasStatus(401);
        assertThat(fixtures.call(HttpMethod.POST, path, fixtures.project().readWriteKey(), body))
                .hasStatus(403);
        assertThat(fixtures.call(
                        HttpMethod.POST,
                        path.replace(check.toString(), UUID.randomUUID().toString()),
                        project.readWriteKey(),
                        body))
                .hasStatus(404);
        assertThat(fixtures.call(
                        HttpMethod.POST, path.replace(check.toString(), uniqueKey), project.readWriteKey(), body))
                .hasStatus(404);
        assertThat(fixtures.call(HttpMethod.POST, path.replace("v3", "v2"), project.readWriteKey(), body))
                .hasStatus(404);
        assertThat(fixtures.show(project, check).has("muted")).isFalse();
    }

    private MvcTestResult post(String action, String body) {
        return fixtures.call(HttpMethod.POST, "/api/v3/checks/" + check + "/" + action, project.readWriteKey(), body);
    }
}
