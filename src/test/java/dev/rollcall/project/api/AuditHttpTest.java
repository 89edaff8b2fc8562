package dev.rollcall.project.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** What a caller of the API does is recorded, once, and can be read. */
@RollcallTest
class AuditHttpTest {

    private static final String AUDIT = "/api/v3/audit/";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    private Projects.NewProject project;

    @BeforeEach
    void createProject() {
        project = fixtures.project();
    }

    @Test
    void eachChangeOfACheckIsRecordedOnce() {
        UUID check = fixtures.check(project, "{\"name\": \"Backup\"}");
        String path = "/api/v3/checks/" + check;
        post(path, "{\"grace\": 900}");
        post(path, "{\"grace\": 900}");
        post("/api/v3/checks/", "{\"name\": \"Backup\", \"grace\": 900, \"unique\": [\"name\"]}");
        post("/api/v3/checks/", "{\"name\": \"Backup\", \"tags\": \"db\", \"unique\": [\"name\"]}");
        post(path + "/pause", "");
        post(path + "/pause", "");
        post(path + "/resume", "");
        post(path + "/snooze", "{\"seconds\": 60}");
        post(path + "/unsnooze", "");
        post(path + "/unsnooze", "");
        assertThat(call(HttpMethod.DELETE, path, "")).hasStatusOk();

        assertThat(actions("?action=check"))
                .containsExactly(
                        "check.deleted Backup",
                        "check.unsnoozed Backup",
                        "check.snoozed Backup",
                        "check.resumed Backup",
                        "check.paused Backup",
                        "check.changed Backup",
                        "check.changed Backup",
                        "check.created Backup");
        assertThat(text("")).doesNotContain(check.toString(), project.readWriteKey());
    }

    @Test
    void changesOfChannelsKeysWindowsAndTheStatusPageAreRecorded() {
        String channel = id(post("/api/v3/channels/", "{\"kind\": \"log\", \"name\": \"ops\"}"));
        post("/api/v3/channels/" + channel, "{\"name\": \"night shift\"}");
        call(HttpMethod.DELETE, "/api/v3/channels/" + channel, "");
        String window = id(post(
                "/api/v3/maintenance-windows/",
                "{\"name\": \"Patch day\", \"schedule\": \"0 3 * * *\", \"duration\": 3600, \"all_checks\": true}"));
        post("/api/v3/maintenance-windows/" + window, "{\"duration\": 7200}");
        call(HttpMethod.DELETE, "/api/v3/maintenance-windows/" + window, "");
        String key = id(post("/api/v3/keys/", "{\"kind\": \"read-only\"}"));
        String rotated = id(post("/api/v3/keys/" + key + "/rotate", ""));
        call(HttpMethod.DELETE, "/api/v3/keys/" + rotated, "");
        post("/api/v3/status-page/", "{\"title\": \"Acme status\", \"slug\": \"" + UUID.randomUUID() + "\"}");

        assertThat(entries("").valueStream().map(entry -> entry.get("action").asString()))
                .containsExactly(
                        "status-page.changed",
                        "key.revoked",
                        "key.rotated",
                        "key.created",
                        "maintenance.deleted",
                        "maintenance.changed",
                        "maintenance.created",
                        "channel.deleted",
                        "channel.changed",
                        "channel.created",
                        "project.created");
        JsonNode renamed = entries("?action=channel.changed").get(0);
        assertThat(renamed.get("subject").asString()).isEqualTo("night shift");
        assertThat(renamed.get("detail").asString()).isEqualTo("log");
    }

    @Test
    void anEntryNamesTheKeyTheTimeAndTheRequest() {
        clock.set(Instant.parse("2026-03-01T12:10:00Z"));
        MvcTestResult created = fixtures.http()
                .post()
                .uri("/api/v3/checks/")
                .header("X-Api-Key", project.readWriteKey())
                .header("X-Request-Id", "deploy-17")
                .content("{\"name\": \"Backup\"}")
                .exchange();
        assertThat(created).hasStatus(201);

        JsonNode entry = entries("?action=check.created").get(0);
        assertThat(entry.get("recorded_at").asString()).isEqualTo("2026-03-01T12:10:00+00:00");
        assertThat(entry.get("request_id").asString()).isEqualTo("deploy-17");
        assertThat(entry.get("actor").get("kind").asString()).isEqualTo("key");
        assertThat(entry.get("actor").get("id").asString()).isEqualTo(currentKey());
    }

    @Test
    void aChangeThatIsRefusedIsNotRecorded() {
        assertThat(post("/api/v3/checks/", "{\"name\": \"Backup\", \"timeout\": 1}"))
                .hasStatus(400);
        assertThat(call(HttpMethod.DELETE, "/api/v3/checks/" + UUID.randomUUID(), ""))
                .hasStatus(404);
        assertThat(actions("?action=check")).isEmpty();
    }

    @Test
    void aPingIsNotRecordedUnlessItMakesItsCheck() {
        UUID check = fixtures.check(project, "{\"name\": \"Backup\"}");
        fixtures.ping(check, "");
        fixtures.ping(check, "/fail");
        String slug = "/ping/" + project.pingKey() + "/db-1?create=1";
        assertThat(fixtures.http().get().uri(slug)).hasStatus(201);
        assertThat(fixtures.http().get().uri(slug)).hasStatusOk();

        assertThat(actions("?action=check")).containsExactly("check.created db-1", "check.created Backup");
        assertThat(entries("?action=check").get(0).get("actor").get("kind").asString())
                .isEqualTo("ping");
    }

    @Test
    void pagesFollowEachOtherAndKeepTheFilters() {
        Instant start = clock.instant();
        for (int n = 1; n <= 5; n++) {
            clock.advance(Duration.ofSeconds(10));
            fixtures.check(project, "{\"name\": \"check " + n + "\"}");
        }
        String period = "&start=" + start.plusSeconds(20).getEpochSecond() + "&end="
                + start.plusSeconds(50).getEpochSecond();
        List<String> found = new ArrayList<>();
        String address = AUDIT + "?limit=2&action=check.created" + period;
        while (address != null) {
            JsonNode page = fixtures.json(call(HttpMethod.GET, address, ""));
            assertThat(page.get("entries").size()).isLessThanOrEqualTo(2);
            page.get("entries").forEach(entry -> found.add(entry.get("subject").asString()));
            JsonNode next = page.get("next");
            address = next.isNull() ? null : next.asString().replaceFirst("^https?://[^/]+", "");
        }
        assertThat(found).containsExactly("check 4", "check 3", "check 2");
    }

    @ParameterizedTest
    @CsvSource({
        "action=check.burnt, action",
        "action=, action",
        "start=yesterday, start",
        "end=1772366400000, end",
        "limit=0, limit",
        "cursor=x, cursor"
    })
    void anInvalidParameterIsNamed(String query, String name) {
        MvcTestResult refused = call(HttpMethod.GET, AUDIT + "?" + query, "");
        assertThat(refused).hasStatus(400);
        assertThat(fixtures.json(refused).get("errors").propertyNames()).containsExactly(name);
    }

    @Test
    void onlyAReadWriteKeyOfTheProjectReadsIt() {
        fixtures.check(project, "{\"name\": \"Backup\"}");
        assertThat(fixtures.call(HttpMethod.GET, AUDIT, project.readOnlyKey(), ""))
                .hasStatus(401);
        assertThat(fixtures.call(HttpMethod.GET, AUDIT, project.pingKey(), "")).hasStatus(401);
        assertThat(fixtures.call(HttpMethod.GET, AUDIT, fixtures.project().readWriteKey(), ""))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("Backup");
    }

    private MvcTestResult post(String path, String body) {
        return call(HttpMethod.POST, path, body);
    }

    private MvcTestResult call(HttpMethod method, String path, String body) {
        return fixtures.call(method, path, project.readWriteKey(), body);
    }

    private String id(MvcTestResult made) {
        return fixtures.json(made).get("id").asString();
    }

    private String currentKey() {
        return fixtures.json(call(HttpMethod.GET, "/api/v3/keys/", ""))
                .get("keys")
                .valueStream()
                .filter(key -> key.get("current").asBoolean())
                .map(key -> key.get("id").asString())
                .findFirst()
                .orElseThrow();
    }

    private JsonNode entries(String query) {
        return fixtures.json(call(HttpMethod.GET, AUDIT + query, "")).get("entries");
    }

    private String text(String query) {
        return entries(query).toString();
    }

    /** The actions and their subjects, the newest first. */
    private List<String> actions(String query) {
        return entries(query)
                .valueStream()
                .map(entry -> entry.get("action").asString() + " "
                        + entry.get("subject").asString())
                .toList();
    }
}
