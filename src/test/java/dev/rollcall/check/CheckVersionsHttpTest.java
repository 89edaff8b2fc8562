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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** What differs between the versions of the published API, and what does not. */
@RollcallTest
class CheckVersionsHttpTest {

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

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "v3"})
    void everyVersionCreatesShowsChangesPausesResumesAndDeletesChecks(String version) {
        JsonNode made = call(HttpMethod.POST, version, "/checks/", "{\"name\": \"Backup\"}");
        String check = made.get("update_url").asString().replace("https://rollcall.example", "");
        assertThat(check).startsWith("/api/" + version + "/checks/");
        assertThat(made.get("pause_url").asString()).isEqualTo("https://rollcall.example" + check + "/pause");
        assertThat(made.get("resume_url").asString()).isEqualTo("https://rollcall.example" + check + "/resume");
        String path = check.replace("/api/" + version, "");
        assertThat(call(HttpMethod.GET, version, path, "")).isEqualTo(made);
        assertThat(call(HttpMethod.GET, version, "/checks/", "").get("checks")).containsExactly(made);
        assertThat(call(HttpMethod.POST, version, path, "{\"grace\": 60}")
                        .get("grace")
                        .asInt())
                .isEqualTo(60);
        assertThat(status(call(HttpMethod.POST, version, path + "/pause", ""))).isEqualTo("paused");
        assertThat(status(call(HttpMethod.POST, version, path + "/resume", ""))).isEqualTo("new");
        assertThat(call(HttpMethod.DELETE, version, path, "").get("update_url")).isEqualTo(made.get("update_url"));
        assertThat(call(HttpMethod.GET, version, "/checks/", "").get("checks")).isEmpty();
    }

    @Test
    void aRunningCheckIsStartedInEveryVersionAndV1AlsoShowsItAsTheStatus() {
        UUID id = fixtures.check(project, "{\"timeout\": 60, \"grace\": 60}");
        fixtures.ping(id, "/fail");
        fixtures.ping(id, "/start");
        assertThat(status(show("v1", id))).isEqualTo("started");
        assertThat(show("v1", id).get("started").asBoolean()).isTrue();
        for (String later : new String[] {"v2", "v3"}) {
            assertThat(status(show(later, id))).as(later).isEqualTo("down");
            assertThat(show(later, id).get("started").asBoolean()).as(later).isTrue();
        }
    }

    @Test
    void aRunThatTakesTooLongIsDownInEveryVersion() {
        UUID id = fixtures.check(project, "{\"timeout\": 3600, \"grace\": 60}");
        fixtures.ping(id, "");
        fixtures.ping(id, "/start");
        clock.advance(Duration.ofSeconds(60));
        for (String version : new String[] {"v1", "v2", "v3"}) {
            assertThat(status(show(version, id))).as(version).isEqualTo("down");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "v3"})
    void everyVersionShowsTheIdToAReadWriteKeyAndStartedToEveryKey(String version) {
        JsonNode made = call(HttpMethod.POST, version, "/checks/", "{\"name\": \"a\", \"unique\": [\"name\"]}");
        String id = made.get("uuid").asString();
        fixtures.ping(UUID.fromString(id), "/start");
        for (JsonNode shown : List.of(
                call(HttpMethod.POST, version, "/checks/", "{\"name\": \"a\", \"unique\": [\"name\"]}"),
                call(HttpMethod.GET, version, "/checks/", "").get("checks").get(0),
                call(HttpMethod.GET, version, "/checks/" + id, ""),
                call(HttpMethod.POST, version, "/checks/" + id, "{}"),
                call(HttpMethod.DELETE, version, "/checks/" + id, ""))) {
            assertThat(shown.get("uuid").asString()).isEqualTo(id);
            assertThat(shown.get("started").asBoolean()).isTrue();
        }
        assertThat(made.get("started").asBoolean()).isFalse();
        fixtures.check(project, "{}");
        JsonNode readOnly = fixtures.json(
                        fixtures.call(HttpMethod.GET, "/api/" + version + "/checks/", project.readOnlyKey(), ""))
                .get("checks")
                .get(0);
        assertThat(readOnly.get("started").asBoolean()).isFalse();
        assertThat(readOnly.has("uuid")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void olderVersionsDeriveTheSlugFromTheNameWheneverTheNameChanges(String version) {
        JsonNode made = call(HttpMethod.POST, version, "/checks/", "{\"name\": \"Nightly Backup\"}");
        assertThat(made.get("slug").asString()).isEqualTo("nightly-backup");
        String path = made.get("update_url").asString().replaceFirst(".*/api/v.", "");
        call(HttpMethod.POST, "v3", path, "{\"slug\": \"chosen\"}");
        assertThat(slugAfter(version, path, "{\"name\": \"Nightly Backup\"}")).isEqualTo("chosen");
        assertThat(slugAfter(version, path, "{\"name\": \"Weekly\"}")).isEqualTo("weekly");
        assertThat(slugAfter(version, path, "{\"name\": \"Daily\", \"slug\": \"mine\"}"))
                .isEqualTo("mine");
    }

    @Test
    void v3LeavesTheSlugToTheCaller() {
        JsonNode made = call(HttpMethod.POST, "v3", "/checks/", "{\"name\": \"Nightly Backup\"}");
        assertThat(made.get("slug").asString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "v3"})
    void aReadOnlyKeySeesTheSameFieldsExceptThoseThatAllowPings(String version) {
        UUID id = fixtures.check(project, "{\"tags\": \"a\"}");
        JsonNode full = show(version, id);
        JsonNode shown = fixtures.json(
                        fixtures.call(HttpMethod.GET, "/api/" + version + "/checks/?tag=a", project.readOnlyKey(), ""))
                .get("checks")
                .get(0);
        String uniqueKey = shown.get("unique_key").asString();
        assertThat(fixtures.json(fixtures.call(
                        HttpMethod.GET, "/api/" + version + "/checks/" + uniqueKey, project.readOnlyKey(), "")))
                .isEqualTo(shown);
        assertThat(full.propertyNames())
                .containsAll(shown.propertyNames().stream()
                        .filter(name -> !name.equals("unique_key"))
                        .toList());
        assertThat(shown.propertyNames())
                .doesNotContain("uuid", "ping_url", "update_url", "pause_url", "resume_url", "channels");
    }

    @Test
    void theOlderNamesOfKeywordsAlsoEnableTheFilter() {
        UUID id = fixtures.check(project, "{\"subject\": \"DONE\"}");
        JsonNode made = show("v3", id);
        assertThat(made.get("success_kw").asString()).isEqualTo("DONE");
        assertThat(made.get("subject").asString()).isEqualTo("DONE");
        assertThat(made.get("filter_subject").asBoolean()).isTrue();
        JsonNode changed =
                call(HttpMethod.POST, "v1", "/checks/" + id, "{\"subject\": \"\", \"subject_fail\": \"BROKEN\"}");
        assertThat(changed.get("success_kw").asString()).isEmpty();
        assertThat(changed.get("failure_kw").asString()).isEqualTo("BROKEN");
        assertThat(changed.get("subject_fail").asString()).isEqualTo("BROKEN");
        JsonNode cleared = call(HttpMethod.POST, "v2", "/checks/" + id, "{\"subject_fail\": \"\"}");
        assertThat(cleared.get("filter_subject").asBoolean()).isFalse();
    }

    @Test
    void keywordsThatAreNotForSubjectsHaveNoOlderName() {
        UUID id = fixtures.check(project, "{\"success_kw\": \"DONE\", \"failure_kw\": \"BROKEN\"}");
        JsonNode shown = show("v1", id);
        assertThat(shown.get("subject").asString()).isEmpty();
        assertThat(shown.get("subject_fail").asString()).isEmpty();
    }

    @Test
    void otherVersionsDoNotExist() {
        for (String version : new String[] {"v0", "v4", "V3", "v"}) {
            assertThat(fixtures.call(HttpMethod.GET, "/api/" + version + "/checks/", project.readWriteKey(), ""))
                    .as(version)
                    .hasStatus(404);
        }
    }

    private String slugAfter(String version, String path, String fields) {
        return call(HttpMethod.POST, version, path, fields).get("slug").asString();
    }

    private JsonNode show(String version, UUID id) {
        return call(HttpMethod.GET, version, "/checks/" + id, "");
    }

    private JsonNode call(HttpMethod method, String version, String path, String body) {
        return fixtures.json(fixtures.call(method, "/api/" + version + path, project.readWriteKey(), body));
    }

    private static String status(JsonNode check) {
        return check.get("status").asString();
    }
}
