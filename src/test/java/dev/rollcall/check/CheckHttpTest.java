package dev.rollcall.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@RollcallTest
class CheckHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    void aNewCheckHasTheDefaultsAndFieldsOfThePublishedApi() {
        MvcTestResult created = post("/api/v3/checks/", "{}");
        assertThat(created).hasStatus(201);
        String id = fixtures.json(created).get("uuid").asString();
        String address = "https://rollcall.example/api/v3/checks/" + id;
        String badge = fixtures.json(created).get("badge_url").asString();
        assertThat(badge).startsWith("https://rollcall.example/b/2/").doesNotContain(id);
        assertThat(created).bodyJson().isStrictlyEqualTo("""
                {
                  "name": "", "slug": "", "tags": "", "desc": "", "grace": 3600, "n_pings": 0,
                  "status": "new", "started": false, "last_ping": null, "next_ping": null,
                  "manual_resume": false, "methods": "", "subject": "", "subject_fail": "",
                  "start_kw": "", "success_kw": "", "failure_kw": "",
                  "filter_subject": false, "filter_body": false,
                  "filter_http_body": false, "filter_default_fail": false, "badge_url": "%s", "uuid": "%s",
                  "ping_url": "https://rollcall.example/ping/%s", "update_url": "%s",
                  "pause_url": "%s/pause", "resume_url": "%s/resume", "channels": "", "timeout": 86400
                }
                """.formatted(badge, id, id, address, address, address));
    }

    @Test
    void everyFieldIsStoredAndShown() {
        UUID id = fixtures.check(project, """
                {"name": "Backup", "slug": "backup", "tags": "db prod", "desc": "nightly", "timeout": 120, "grace": 60,
                 "manual_resume": true, "methods": "POST", "start_kw": "BEGIN", "success_kw": "OK", "failure_kw": "ERR",
                 "filter_subject": true, "filter_body": true,
                 "filter_http_body": true, "filter_default_fail": true}
                """);
        JsonNode shown = fixtures.show(project, id);
        assertThat(shown.get("name").asString()).isEqualTo("Backup");
        assertThat(shown.get("slug").asString()).isEqualTo("backup");
        assertThat(shown.get("tags").asString()).isEqualTo("db prod");
        assertThat(shown.get("desc").asString()).isEqualTo("nightly");
        assertThat(shown.get("timeout").asLong()).isEqualTo(120);
        assertThat(shown.get("grace").asLong()).isEqualTo(60);
        assertThat(shown.get("manual_resume").asBoolean()).isTrue();
        assertThat(shown.get("methods").asString()).isEqualTo("POST");
        assertThat(shown.get("start_kw").asString()).isEqualTo("BEGIN");
        assertThat(shown.get("success_kw").asString()).isEqualTo("OK");
        assertThat(shown.get("failure_kw").asString()).isEqualTo("ERR");
        assertThat(shown.get("filter_subject").asBoolean()).isTrue();
        assertThat(shown.get("filter_body").asBoolean()).isTrue();
        assertThat(shown.get("filter_http_body").asBoolean()).isTrue();
        assertThat(shown.get("filter_default_fail").asBoolean()).isTrue();
    }

    @Test
    void aCronCheckShowsScheduleAndTimeZoneInsteadOfTimeout() {
        UUID id = fixtures.check(project, "{\"schedule\": \"15 5 * * *\", \"tz\": \"Europe/Riga\", \"timeout\": 60}");
        fixtures.ping(id, "");
        JsonNode shown = fixtures.show(project, id);
        assertThat(shown.has("timeout")).isFalse();
        assertThat(shown.get("schedule").asString()).isEqualTo("15 5 * * *");
        assertThat(shown.get("tz").asString()).isEqualTo("Europe/Riga");
        // Riga is two hours ahead of UTC in winter.
        assertThat(shown.get("next_ping").asString()).isEqualTo("2026-03-02T03:15:00+00:00");
    }

    @Test
    void statusGoesFromNewToUpToGraceToDownAsTimePasses() {
        UUID id = fixtures.check(project, "{\"timeout\": 60, \"grace\": 60}");
        assertThat(status(id)).isEqualTo("new");
        fixtures.ping(id, "");
        assertThat(status(id)).isEqualTo("up");
        clock.advance(Duration.ofSeconds(60));
        assertThat(status(id)).isEqualTo("grace");
        clock.advance(Duration.ofSeconds(60));
        assertThat(status(id)).isEqualTo("down");
    }

    @Test
    void anUpdateChangesOnlyTheFieldsThatItNames() {
        UUID id = fixtures.check(project, "{\"name\": \"one\", \"tags\": \"a\", \"timeout\": 120, \"grace\": 90}");
        assertThat(post("/api/v3/checks/" + id, "{\"name\": \"two\"}")).hasStatusOk();
        JsonNode shown = fixtures.show(project, id);
        assertThat(shown.get("name").asString()).isEqualTo("two");
        assertThat(shown.get("tags").asString()).isEqualTo("a");
        assertThat(shown.get("timeout").asLong()).isEqualTo(120);
        assertThat(shown.get("grace").asLong()).isEqualTo(90);
    }

    @Test
    void aShorterTimeoutCountsFromTheLastPingAtOnce() {
        UUID id = fixtures.check(project, "{\"timeout\": 3600, \"grace\": 60}");
        fixtures.ping(id, "");
        clock.advance(Duration.ofSeconds(130));
        assertThat(status(id)).isEqualTo("up");
        post("/api/v3/checks/" + id, "{\"timeout\": 60}");
        assertThat(status(id)).isEqualTo("down");
    }

    @Test
    void savingTheDefinitionDoesNotUndoAPing() {
        UUID id = fixtures.check(project, "{\"timeout\": 60, \"grace\": 60}");
        fixtures.ping(id, "");
        post("/api/v3/checks/" + id, "{\"name\": \"renamed\"}");
        JsonNode shown = fixtures.show(project, id);
        assertThat(shown.get("status").asString()).isEqualTo("up");
        assertThat(shown.get("n_pings").asLong()).isEqualTo(1);
        assertThat(shown.get("last_ping").asString()).isEqualTo("2026-03-01T12:00:00+00:00");
    }

    @Test
    void aPausedCheckStaysSilentUntilItIsPinged() {
        UUID id = fixtures.check(project, "{\"timeout\": 60, \"grace\": 60}");
        fixtures.ping(id, "");
        assertThat(post("/api/v3/checks/" + id + "/pause", "")).hasStatusOk();
        clock.advance(Duration.ofHours(1));
        assertThat(status(id)).isEqualTo("paused");
        fixtures.ping(id, "");
        assertThat(status(id)).isEqualTo("up");
    }

    @Test
    void onlyAPausedCheckCanBeResumed() {
        UUID id = fixtures.check(project, "{}");
        assertThat(post("/api/v3/checks/" + id + "/resume", "")).hasStatus(409);
        post("/api/v3/checks/" + id + "/pause", "");
        assertThat(post("/api/v3/checks/" + id + "/resume", "")).hasStatusOk();
        assertThat(status(id)).isEqualTo("new");
    }

    @Test
    void deletingACheckReturnsItAndThenItIsGone() {
        UUID id = fixtures.check(project, "{\"name\": \"short-lived\"}");
        fixtures.ping(id, "/fail");
        MvcTestResult deleted = fixtures.call(HttpMethod.DELETE, "/api/v3/checks/" + id, project.readWriteKey(), "");
        assertThat(deleted).hasStatusOk();
        assertThat(fixtures.json(deleted).get("name").asString()).isEqualTo("short-lived");
        assertThat(get("/api/v3/checks/" + id, project.readWriteKey())).hasStatus(404);
        assertThat(fixtures.http().get().uri("/ping/" + id)).hasStatus(404);
    }

    @Test
    void theListCanBeFilteredBySlugAndByTags() {
        fixtures.check(project, "{\"name\": \"one\", \"slug\": \"first\", \"tags\": \"db prod\"}");
        clock.advance(Duration.ofSeconds(1));
        fixtures.check(project, "{\"name\": \"two\", \"slug\": \"second\", \"tags\": \"db\"}");
        assertThat(names("")).containsExactly("one", "two");
        assertThat(names("?slug=second")).containsExactly("two");
        assertThat(names("?tag=db")).containsExactly("one", "two");
        assertThat(names("?tag=db&tag=prod")).containsExactly("one");
        assertThat(names("?tag=none")).isEmpty();
    }

    @Test
    void aReadOnlyKeySeesTheUniqueKeyInsteadOfTheId() {
        UUID id = fixtures.check(project, "{\"name\": \"secret\"}");
        JsonNode shown = fixtures.json(get("/api/v3/checks/", project.readOnlyKey()))
                .get("checks")
                .get(0);
        assertThat(shown.toString()).doesNotContain(id.toString());
        assertThat(shown.has("ping_url")).isFalse();
        assertThat(shown.has("channels")).isFalse();
        String uniqueKey = shown.get("unique_key").asString();
        assertThat(get("/api/v3/checks/" + uniqueKey, project.readOnlyKey())).hasStatusOk();
    }

    @Test
    void aUniqueKeyCanOnlyBeReadAndOnlyByItsOwnProject() {
        fixtures.check(project, "{}");
        String uniqueKey = fixtures.json(get("/api/v3/checks/", project.readOnlyKey()))
                .at("/checks/0/unique_key")
                .asString();
        Projects.NewProject stranger = fixtures.project();
        for (String version : List.of("v1", "v2", "v3")) {
            for (String rest : List.of("", "/flips/")) {
                for (String key : List.of("0".repeat(40), "X".repeat(40), uniqueKey)) {
                    String path = "/api/" + version + "/checks/" + key + rest;
                    assertThat(get(path, stranger.readWriteKey())).as(path).hasStatus(404);
                    assertThat(get(path, stranger.readOnlyKey())).as(path).hasStatus(404);
                }
            }
            String path = "/api/" + version + "/checks/" + uniqueKey;
            assertThat(get(path, project.readWriteKey())).hasStatusOk();
            for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE)) {
                for (String key : List.of(project.readWriteKey(), project.readOnlyKey(), stranger.readOnlyKey())) {
                    MvcTestResult refused = fixtures.call(method, path, key, "{}");
                    assertThat(refused)
                            .as(method + " " + path)
                            .hasStatus(405)
                            .hasContentType("application/problem+json");
                    assertThat(refused.getResponse().getHeader("Allow")).contains("GET");
                }
                assertThat(fixtures.call(method, path, "no-such-key", "{}")).hasStatus(401);
                assertThat(fixtures.call(method, path, project.pingKey(), "{}")).hasStatus(401);
            }
        }
    }

    @Test
    void aReadOnlyKeyCannotChangeAnything() {
        UUID id = fixtures.check(project, "{}");
        for (String path : new String[] {"/", "/" + id, "/" + id + "/pause", "/" + id + "/resume"}) {
            MvcTestResult refused =
                    fixtures.call(HttpMethod.POST, "/api/v3/checks" + path, project.readOnlyKey(), "{}");
            assertThat(refused).as(path).hasStatus(401);
            assertThat(fixtures.json(refused).get("error").asString()).isEqualTo("wrong api key");
            assertThat(fixtures.json(refused).get("detail").asString())
                    .isEqualTo("this key is read-only; use a read-write key");
        }
        assertThat(fixtures.call(HttpMethod.DELETE, "/api/v3/checks/" + id, project.readOnlyKey(), ""))
                .hasStatus(401);
    }

    @Test
    void aRequestWithoutAKeyOrWithAnUnknownOneIsRefused() {
        assertThat(fixtures.http().get().uri("/api/v3/checks/"))
                .hasStatus(401)
                .bodyJson()
                .extractingPath("$.error")
                .isEqualTo("missing api key");
        assertThat(get("/api/v3/checks/", "no-such-key"))
                .hasStatus(401)
                .bodyJson()
                .extractingPath("$.error")
                .isEqualTo("wrong api key");
        assertThat(get("/api/v3/checks/", project.pingKey()))
                .hasStatus(401)
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo("this is a ping key, which opens nothing in the API; use an api key");
    }

    @Test
    void aKeyGivesAccessToItsOwnProjectOnly() {
        UUID id = fixtures.check(project, "{}");
        String stranger = fixtures.project().readWriteKey();
        assertThat(get("/api/v3/checks/" + id, stranger)).hasStatus(403);
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/checks/" + id, stranger, "{}"))
                .hasStatus(403);
        assertThat(fixtures.call(HttpMethod.DELETE, "/api/v3/checks/" + id, stranger, ""))
                .hasStatus(403);
        assertThat(fixtures.json(get("/api/v3/checks/", stranger)).get("checks"))
                .isEmpty();
    }

    @Test
    void anInvalidFieldIsNamedWithTheCureAndNothingIsCreated() {
        String[][] faults = {
            {"{\"timeout\": 59}", "timeout", "is too small", "; at least 60 seconds"},
            {
                "{\"timeout\": -1}",
                "timeout",
                "is too small",
                "; at least MIN_PERIOD of this deploy, by default 60 seconds"
            },
            {"{\"grace\": 59}", "grace", "is too small", "; at least 60 seconds"},
            {"{\"timeout\": 31536001}", "timeout", "is too large", "; at most 31536000 seconds"},
            {"{\"timeout\": \"60\"}", "timeout", "is not a number", ""},
            {"{\"timeout\": 60.5}", "timeout", "is not a number", ""},
            {"{\"name\": 1}", "name", "is not a string", ""},
            {"{\"manual_resume\": \"yes\"}", "manual_resume", "is not a boolean", ""},
            {"{\"methods\": \"PUT\"}", "methods", "has unexpected value", "; use POST or an empty text"},
            {"{\"slug\": \"Not A Slug\"}", "slug", "does not match pattern", "; use a to z, 0 to 9, - and _"},
            {
                "{\"schedule\": \"every day\"}",
                "schedule",
                "is not a valid cron or OnCalendar expression",
                "; use one such as 0 5 * * * or Mon..Fri 05:00"
            },
            {
                "{\"schedule\": \"0 0 30 2 *\"}",
                "schedule",
                "has no future run",
                "; the dates it names never come, or are over"
            },
            {"{\"tz\": \"Mars/Olympus\"}", "tz", "is not a valid timezone", "; use a name such as Europe/Riga"},
            {"{\"name\": \"a\\u0000b\"}", "name", "contains a null character", ""},
        };
        for (String[] fault : faults) {
            MvcTestResult refused = post("/api/v3/checks/", fault[0]);
            assertThat(refused).as(fault[0]).hasStatus(400).hasContentType("application/problem+json");
            JsonNode problem = fixtures.json(refused);
            String sentence = "json validation error: " + fault[1] + " " + fault[2];
            assertThat(problem.get("error").asString()).isEqualTo(sentence);
            assertThat(problem.get("detail").asString()).isEqualTo(sentence + fault[3]);
            assertThat(problem.get("errors").get(fault[1]).asString()).isEqualTo(fault[2] + fault[3]);
        }
        assertThat(names("")).isEmpty();
    }

    @Test
    void noErrorOfAFieldRepeatsItsNameOrTheBeginningOfTheSentence() {
        assertThat(errors(post("/api/v3/checks/", "{\"channels\": \"nobody\"}"))
                        .get("channels")
                        .asString())
                .isEqualTo("invalid channel identifier: nobody");
        assertThat(errors(post("/api/v3/checks/", "{\"unique\": [\"id\"]}"))
                        .get("unique")
                        .asString())
                .isEqualTo("an item has unexpected value; use name, slug, tags, timeout and grace");
        UUID id = fixtures.check(project, "{}");
        String incidents = "/api/v3/checks/" + id + "/incidents/?limit=0";
        assertThat(errors(get(incidents, project.readWriteKey())).get("limit").asString())
                .isEqualTo("must be a number from 1 to 100");
    }

    @Test
    void everyInvalidFieldIsNamedAtOnce() {
        JsonNode errors = fixtures.json(post("/api/v3/checks/", "{\"timeout\": 0, \"grace\": 0, \"slug\": \"?\"}"))
                .get("errors");
        assertThat(errors.propertyNames()).containsExactlyInAnyOrder("timeout", "grace", "slug");
    }

    @Test
    void anythingButAJsonObjectIsRefused() {
        for (String body : new String[] {"{", "[]", "1", "\"x\"", "{\"name\": \"a\"} x", "\u0000"}) {
            assertThat(post("/api/v3/checks/", body)).as(body).hasStatus(400);
        }
    }

    @Test
    void anUnknownCheckIsNotFound() {
        assertThat(get("/api/v3/checks/" + UUID.randomUUID(), project.readWriteKey()))
                .hasStatus(404)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/check-not-found");
        assertThat(get("/api/v3/checks/garbage", project.readWriteKey())).hasStatus(404);
    }

    private JsonNode errors(MvcTestResult refused) {
        assertThat(refused).hasStatus(400);
        return fixtures.json(refused).get("errors");
    }

    private String status(UUID id) {
        return fixtures.show(project, id).get("status").asString();
    }

    private MvcTestResult get(String path, String key) {
        return fixtures.call(HttpMethod.GET, path, key, "");
    }

    private MvcTestResult post(String path, String body) {
        return fixtures.call(HttpMethod.POST, path, project.readWriteKey(), body);
    }

    private java.util.List<String> names(String query) {
        return fixtures.json(get("/api/v3/checks/" + query, project.readWriteKey()))
                .get("checks")
                .valueStream()
                .map(check -> check.get("name").asString())
                .toList();
    }
}
