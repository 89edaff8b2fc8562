package dev.rollcall.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.check.CheckRequests;
import dev.rollcall.check.CheckSettings;
import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.flip.Flips;
import dev.rollcall.flip.Sweeper;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** What a check would have reported with other settings. */
@RollcallTest
class WhatIfHttpTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Flips flips;

    @Autowired
    private Checks checks;

    @Autowired
    private PastStore past;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        fixtures.clear();
        project = fixtures.project();
        clock.set(NOON);
    }

    @Test
    void aShorterGraceWouldHaveCriedWolfAndALongerOneWouldHaveBeenQuiet() {
        UUID check = fixtures.check(project, "{\"timeout\": 3600, \"grace\": 600}");
        // Every hour and five minutes, once 15 minutes late.
        for (int minute : List.of(0, 65, 130, 205, 270)) {
            ping(check, minute);
        }

        JsonNode shorter = ask(check, "{\"grace\": 240}");
        assertThat(alerts(shorter))
                .containsExactly(
                        "2026-03-01T13:04:00+00:00 down timeout",
                        "2026-03-01T13:05:00+00:00 up ping",
                        "2026-03-01T14:09:00+00:00 down timeout",
                        "2026-03-01T14:10:00+00:00 up ping",
                        "2026-03-01T15:14:00+00:00 down timeout",
                        "2026-03-01T15:25:00+00:00 up ping",
                        "2026-03-01T16:29:00+00:00 down timeout",
                        "2026-03-01T16:30:00+00:00 up ping");
        assertThat(shorter.get("recorded_alerts").valueStream().map(WhatIfHttpTest::text))
                .containsExactly("2026-03-01T15:20:00+00:00 down timeout", "2026-03-01T15:25:00+00:00 up ping");
        JsonNode longer = ask(check, "{\"grace\": 1200}");
        assertThat(alerts(longer)).isEmpty();
        assertThat(longer.get("alert_count").asInt()).isZero();
        assertThat(longer.get("recorded_alert_count").asInt()).isEqualTo(2);
        assertThat(longer.get("pings").asInt()).isEqualTo(5);
        assertThat(longer.get("from").asString()).isEqualTo("2026-03-01T12:00:00+00:00");
        assertThat(longer.get("until").asString()).isEqualTo("2026-03-01T16:30:00+00:00");
    }

    @Test
    void nothingIsChanged() {
        UUID check = fixtures.check(project, "{\"name\": \"a\", \"timeout\": 3600, \"grace\": 600}");
        ping(check, 0);
        JsonNode before = fixtures.show(project, check);
        List<String> flipsBefore = fixtures.flips(check);

        ask(check, "{\"name\": \"b\", \"schedule\": \"* * * * *\", \"grace\": 60, \"failure_tolerance\": 3}");

        assertThat(fixtures.show(project, check)).isEqualTo(before);
        assertThat(fixtures.flips(check)).isEqualTo(flipsBefore);
    }

    @Test
    void aToleranceAndAnotherScheduleAreTriedToo() {
        UUID check = fixtures.check(project, "{\"timeout\": 3600, \"grace\": 600}");
        ping(check, 0);
        fail(check, 10);
        ping(check, 20);
        clock.set(NOON.plus(Duration.ofMinutes(40)));

        assertThat(alerts(ask(check, "{}")))
                .containsExactly("2026-03-01T12:10:00+00:00 down fail", "2026-03-01T12:20:00+00:00 up ping");
        assertThat(alerts(ask(check, "{\"failure_tolerance\": 2}"))).isEmpty();
        assertThat(alerts(ask(check, "{\"schedule\": \"*/15 * * * *\", \"grace\": 60, \"notify_late\": true}")))
                .containsExactly(
                        "2026-03-01T12:10:00+00:00 down fail",
                        "2026-03-01T12:20:00+00:00 up ping",
                        "2026-03-01T12:30:00+00:00 late late",
                        "2026-03-01T12:31:00+00:00 down timeout");
    }

    @Test
    void theProposedGraceIsJustAboveTheUsualLateness() {
        UUID check = fixtures.check(project, "{\"timeout\": 3600, \"grace\": 3600}");
        for (int minute : List.of(0, 62, 123, 196, 258)) {
            ping(check, minute);
        }
        assertThat(ask(check, "{}").get("proposed_grace").isNull())
                .as("four runs")
                .isTrue();
        ping(check, 319);
        // Three hours of silence are missed runs, and no grace time should span them.
        ping(check, 319 + 180);

        JsonNode answer = ask(check, "{}");

        assertThat(answer.get("lateness").asLong()).isEqualTo(13 * 60);
        assertThat(answer.get("proposed_grace").asLong()).isEqualTo(15 * 60);
        assertThat(answer.get("measured_runs").asInt()).isEqualTo(5);
        assertThat(answer.get("missed_runs").asInt()).isEqualTo(1);
        assertThat(alerts(ask(check, "{\"grace\": 900}"))).hasSize(2);
        assertThat(ask(check, "{\"max_duration\": 60}").get("proposed_grace").isNull())
                .as("the grace time of a check with a limit of its runs")
                .isTrue();
    }

    @Test
    void aRunMustFitIntoTheProposedGraceTime() {
        UUID check = fixtures.check(project, "{\"schedule\": \"0 * * * *\", \"grace\": 3600}");
        for (int hour = 0; hour < 6; hour++) {
            clock.set(NOON.plus(Duration.ofMinutes(60L * hour)));
            fixtures.ping(check, "/start");
            ping(check, 60 * hour + 7);
        }

        assertThat(ask(check, "{}").get("lateness").asLong()).isEqualTo(7 * 60);
        assertThat(ask(check, "{}").get("proposed_grace").asLong()).isEqualTo(8 * 60);
    }

    @Test
    void theProposedGraceCanBeSaved() {
        UUID check = fixtures.check(project, "{\"timeout\": 3600, \"grace\": 3600}");
        for (int hour = 0; hour < 6; hour++) {
            ping(check, 60 * hour);
        }
        assertThat(ask(check, "{}").get("proposed_grace").asLong()).isEqualTo(60);

        var settings = new CheckSettings(Duration.ofMinutes(30));
        WhatIf answer = new WhatIfs(checks, past, settings, clock)
                .ask(project.id(), new CheckId(check), CheckRequests.of(Map.of()));

        assertThat(answer.proposedGrace()).isEqualTo(settings.minPeriod());
    }

    @Test
    void aPauseIsAPauseInTheReplayToo() {
        UUID check = fixtures.check(project, "{\"timeout\": 3600, \"grace\": 600}");
        ping(check, 0);
        clock.set(NOON.plus(Duration.ofMinutes(30)));
        fixtures.call(HttpMethod.POST, "/api/v3/checks/" + check + "/pause", project.readWriteKey(), "");
        ping(check, 600);

        assertThat(alerts(ask(check, "{\"timeout\": 60, \"grace\": 60}")))
                .containsExactly("2026-03-01T12:02:00+00:00 down timeout");
        assertThat(alerts(ask(check, "{\"timeout\": 1800}"))).isEmpty();
        assertThat(ask(check, "{}").get("missed_runs").asInt()).isZero();
    }

    @Test
    void silenceDuringAnOutageOfRollcallIsExcusedInTheReplayToo() {
        UUID check = fixtures.check(project, "{\"timeout\": 3600, \"grace\": 3600}");
        ping(check, 0);
        ping(check, 115);
        assertThat(alerts(ask(check, "{\"grace\": 600}"))).hasSize(2);
        fixtures.jdbc().sql("""
                        INSERT INTO outages (began_at, ended_at, settled_at, reason)
                        VALUES ('2026-03-01T12:50:00Z', '2026-03-01T13:50:00Z', '2026-03-01T13:50:00Z', 'LOST')
                        """).update();
        try {
            assertThat(alerts(ask(check, "{\"grace\": 600}"))).isEmpty();
            assertThat(ask(check, "{\"timeout\": 1800}").get("missed_runs").asInt())
                    .isZero();
        } finally {
            fixtures.jdbc()
                    .sql("DELETE FROM outages WHERE began_at = '2026-03-01T12:50:00Z'")
                    .update();
        }
    }

    @Test
    void theReplayBeginsWithTheFirstStoredPing() {
        UUID check = fixtures.check(project, "{\"timeout\": 3600, \"grace\": 600}");
        fail(check, 0);
        for (int n = 1; n <= 120; n++) {
            ping(check, n);
        }

        JsonNode answer = ask(check, "{}");

        assertThat(answer.get("pings").asInt()).isBetween(20, 36);
        assertThat(alerts(answer)).isEmpty();
        assertThat(answer.get("recorded_alert_count").asInt()).isZero();
    }

    @Test
    void aCheckWithoutPingsHasNothingToReplay() {
        UUID check = fixtures.check(project, "{}");

        JsonNode answer = ask(check, "{\"grace\": 60}");

        assertThat(answer.get("from").isNull()).isTrue();
        assertThat(answer.get("alert_count").asInt()).isZero();
    }

    @Test
    void theFieldsAreHeldToTheRulesOfAnUpdate() {
        UUID check = fixtures.check(project, "{}");
        for (String fields : List.of(
                "{\"grace\": 1}",
                "{\"schedule\": \"never\"}",
                "{\"schedule\": \"0 0 31 2 *\"}",
                "{\"tz\": \"Mars/Olympus\"}",
                "{\"failure_tolerance\": 0}",
                "{\"expected_period\": 60}",
                "{\"min_duration\": 60, \"max_duration\": 30}")) {
            MvcTestResult update = post("/api/v3/checks/" + check, project.readWriteKey(), fields);
            MvcTestResult asked = post(path(check), project.readWriteKey(), fields);
            assertThat(asked).as(fields).hasStatus(400);
            assertThat(fixtures.json(asked).get("errors"))
                    .as(fields)
                    .isEqualTo(fixtures.json(update).get("errors"));
        }
    }

    @Test
    void onlyAReadWriteKeyOfTheProjectMayAsk() {
        UUID check = fixtures.check(project, "{}");
        assertThat(post(path(check), project.readOnlyKey(), "{}")).hasStatus(401);
        assertThat(post(path(check), fixtures.project().readWriteKey(), "{}")).hasStatus(403);
        assertThat(post(path(UUID.randomUUID()), project.readWriteKey(), "{}")).hasStatus(404);
        assertThat(post("/api/v3/checks/no-uuid/what-if", project.readWriteKey(), "{}"))
                .hasStatus(404);
    }

    private void ping(UUID check, int minute) {
        at(minute);
        fixtures.ping(check, "");
    }

    private void fail(UUID check, int minute) {
        at(minute);
        fixtures.ping(check, "/fail");
    }

    /** A worker sweeps all the time; here once before each ping. */
    private void at(int minute) {
        clock.set(NOON.plus(Duration.ofMinutes(minute)));
        Sweeper.sweep(flips, clock.instant(), 100);
    }

    private JsonNode ask(UUID check, String fields) {
        MvcTestResult answer = post(path(check), project.readWriteKey(), fields);
        assertThat(answer).hasStatusOk();
        return fixtures.json(answer);
    }

    private MvcTestResult post(String path, String key, String body) {
        return fixtures.call(HttpMethod.POST, path, key, body);
    }

    private static String path(UUID check) {
        return "/api/v3/checks/" + check + "/what-if";
    }

    private static List<String> alerts(JsonNode answer) {
        return answer.get("alerts").valueStream().map(WhatIfHttpTest::text).toList();
    }

    private static String text(JsonNode alert) {
        return alert.get("timestamp").asString() + " " + alert.get("status").asString() + " "
                + alert.get("reason").asString();
    }
}
