package dev.rollcall.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.admin.WrongUsageException;
import dev.rollcall.project.Projects;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import testing.FakeHealthchecks;
import tools.jackson.databind.JsonNode;

/** The task import with --from, against a server that answers like Healthchecks. */
@RollcallTest
class ImportByApiTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ImportProject task;

    private final FakeHealthchecks elsewhere = FakeHealthchecks.start();
    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
    }

    @AfterEach
    void stop() {
        elsewhere.close();
    }

    @Test
    void aCheckIsImportedWithItsDefinitionAndItsId() {
        UUID id = elsewhere.check(Map.of(
                "desc",
                "ünïcode",
                "manual_resume",
                true,
                "methods",
                "POST",
                "start_kw",
                "BEGIN",
                "filter_subject",
                true,
                "filter_http_body",
                true));

        assertThat(outcomes(imported())).containsExactly("created");

        JsonNode check = fixtures.show(project, id);
        assertThat(check.get("name").asString()).isEqualTo("Nightly copy");
        assertThat(check.get("slug").asString()).isEqualTo("nightly-copy");
        assertThat(check.get("tags").asString()).isEqualTo("db prod");
        assertThat(check.get("desc").asString()).isEqualTo("ünïcode");
        assertThat(check.get("timeout").asInt()).isEqualTo(86_400);
        assertThat(check.get("grace").asInt()).isEqualTo(900);
        assertThat(check.get("manual_resume").asBoolean()).isTrue();
        assertThat(check.get("methods").asString()).isEqualTo("POST");
        assertThat(check.get("start_kw").asString()).isEqualTo("BEGIN");
        assertThat(check.get("filter_subject").asBoolean()).isTrue();
        assertThat(check.get("filter_body").asBoolean()).isFalse();
        assertThat(check.get("filter_http_body").asBoolean()).isTrue();
        assertThat(check.get("status").asString()).isEqualTo("new");
        assertThat(fixtures.http().post().uri("/ping/" + id)).hasStatusOk().hasBodyTextEqualTo("OK");
    }

    @Test
    void aCronScheduleKeepsItsTimeZoneAndAPausedCheckItsPause() {
        Map<String, Object> fields =
                new HashMap<>(Map.of("schedule", "15 5 * * *", "tz", "Europe/Riga", "status", "paused"));
        fields.put("timeout", null);
        UUID id = elsewhere.check(fields);

        imported();

        JsonNode check = fixtures.show(project, id);
        assertThat(check.get("schedule").asString()).isEqualTo("15 5 * * *");
        assertThat(check.get("tz").asString()).isEqualTo("Europe/Riga");
        assertThat(check.get("status").asString()).isEqualTo("paused");
    }

    @Test
    void aSecondRunChangesNothingAndALaterOneFollowsChanges() {
        UUID id = elsewhere.check(Map.of("name", "one", "status", "paused"));
        elsewhere.check(Map.of("name", "two"));
        imported();
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/checks/" + id + "/resume", project.readWriteKey(), ""))
                .hasStatusOk();
        JsonNode before = fixtures.show(project, id);

        assertThat(outcomes(imported())).containsExactly("unchanged", "unchanged");
        assertThat(fixtures.show(project, id)).isEqualTo(before);

        elsewhere.change(id, Map.of("grace", 1800));
        assertThat(outcomes(imported())).containsExactly("changed", "unchanged");
        assertThat(fixtures.show(project, id).get("grace").asInt()).isEqualTo(1800);
        assertThat(fixtures.show(project, id).get("status").asString()).isEqualTo("new");
    }

    /** Healthchecks does not know these fields, so a check that comes from there keeps ours. */
    @Test
    void whatWasRemovedInAnotherRollcallIsRemovedHereAndWhatHealthchecksDoesNotKnowStays() {
        UUID parent = elsewhere.check(Map.of("name", "parent"));
        Map<String, Object> expectations = Map.of(
                "start_grace", 300,
                "max_duration", 7200,
                "min_duration", 2,
                "failure_tolerance", 3,
                "recovery_tolerance", 2,
                "expected_pings", 10,
                "expected_hosts", 3,
                "expected_period", 86_400,
                "notify_late", true,
                "depends_on", List.of(parent.toString()));
        UUID id = elsewhere.check(expectations);
        imported();
        JsonNode all = fixtures.show(project, id);
        assertThat(expectations.keySet()).allMatch(all::has);

        Map<String, Object> removed = new HashMap<>();
        expectations.keySet().forEach(field -> removed.put(field, null));
        elsewhere.change(id, removed);
        assertThat(outcomes(imported())).containsExactly("unchanged", "unchanged");
        assertThat(fixtures.show(project, id)).isEqualTo(all);

        elsewhere.isRollcall();
        elsewhere.change(id, Map.of("expected_pings", 10, "expected_period", 86_400));
        assertThat(outcomes(imported())).containsExactly("unchanged", "changed");
        assertThat(fixtures.show(project, id).has("expected_hosts")).isFalse();
        elsewhere.change(id, removed);
        assertThat(outcomes(imported())).containsExactly("unchanged", "changed");
        assertThat(expectations.keySet()).noneMatch(fixtures.show(project, id)::has);
        assertThat(outcomes(imported())).containsExactly("unchanged", "unchanged");
    }

    @Test
    void aDryRunSaysWhatWouldChangeAndChangesNothing() {
        UUID kept = elsewhere.check(Map.of("name", "kept"));
        imported();
        elsewhere.change(kept, Map.of("name", "renamed"));
        UUID made = elsewhere.check(Map.of("name", "made"));

        assertThat(outcomes(rows(task.run(options("dry-run", "true")))))
                .containsExactly("would be changed", "would be created");

        assertThat(fixtures.show(project, kept).get("name").asString()).isEqualTo("kept");
        assertThat(fixtures.call(HttpMethod.GET, "/api/v3/checks/" + made, project.readWriteKey(), ""))
                .hasStatus(404);
    }

    @Test
    void aCheckDependsOnTheSameChecksInWhicheverOrderTheyCome() {
        UUID child = elsewhere.check(Map.of("name", "child"));
        UUID parent = elsewhere.check(Map.of("name", "parent"));
        elsewhere.change(
                child,
                Map.of(
                        "depends_on",
                        List.of(parent.toString(), UUID.randomUUID().toString())));

        assertThat(outcomes(imported())).containsExactly("created", "created");
        assertThat(outcomes(imported())).containsExactly("unchanged", "unchanged");

        JsonNode parents = fixtures.show(project, child).get("depends_on");
        assertThat(parents).hasSize(1);
        assertThat(parents.get(0).asString()).isEqualTo(parent.toString());
    }

    @Test
    void maintenanceWindowsAreMatchedByName() {
        UUID check = elsewhere.check(Map.of());
        elsewhere.window(window(
                "nightly",
                Map.of("checks", List.of(check.toString(), UUID.randomUUID().toString()))));
        elsewhere.window(window("all", Map.of("all_checks", true, "tags", "", "checks", List.of())));
        elsewhere.window(window(
                "elsewhere only", Map.of("checks", List.of(UUID.randomUUID().toString()))));
        elsewhere.window(Map.of(
                "id",
                UUID.randomUUID().toString(),
                "name",
                "last year",
                "start",
                "2020-03-01T13:00:00+00:00",
                "end",
                "2020-03-01T14:00:00+00:00",
                "all_checks",
                true));

        assertThat(outcomes(failed("1 maintenance windows could not be imported", "dry-run", "true")))
                .containsExactly("would be created", "would be created", "would be created", "refused", "over");
        assertThat(outcomes(failed("1 maintenance windows could not be imported")))
                .containsExactly("created", "created", "created", "refused", "over");
        assertThat(outcomes(failed("1 maintenance windows could not be imported")))
                .containsExactly("unchanged", "unchanged", "unchanged", "refused", "over");

        JsonNode windows = fixtures.json(
                        fixtures.call(HttpMethod.GET, "/api/v3/maintenance-windows/", project.readWriteKey(), ""))
                .get("maintenance_windows");
        assertThat(windows).hasSize(2);
        for (JsonNode window : windows) {
            boolean isForAll = window.get("name").asString().equals("all");
            assertThat(window.get("all_checks").asBoolean()).isEqualTo(isForAll);
            assertThat(window.get("schedule").asString()).isEqualTo("0 2 * * *");
            assertThat(window.get("tz").asString()).isEqualTo("Europe/Riga");
            assertThat(window.get("checks")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList())
                    .isEqualTo(isForAll ? List.of() : List.of(check.toString()));
        }
    }

    /** In a dry run no check exists yet, and no window. */
    @Test
    void aDryRunRefusesTheSameWindowsAsTheImport() {
        fixtures.jdbc().sql("""
                        INSERT INTO maintenance_windows
                            (id, project_id, name, cron, time_zone, duration_seconds, all_checks, tags, created_at)
                        SELECT gen_random_uuid(), :project, 'here ' || n, '0 2 * * *', 'UTC', 60, true, '', now()
                        FROM generate_series(1, 98) AS n
                        """).param("project", project.id().value()).update();
        UUID check = elsewhere.check(Map.of());
        UUID bad = elsewhere.check(Map.of("name", "bad", "tags", "x".repeat(501)));
        Map<String, Object> all = Map.of("all_checks", true);
        elsewhere.window(window("of a refused check", Map.of("checks", List.of(bad.toString()))));
        elsewhere.window(window("no run", Map.of("all_checks", true, "schedule", "0 2 30 2 *")));
        elsewhere.window(window("too long", Map.of("all_checks", true, "duration", 40_000_000)));
        elsewhere.window(window("odd", Map.of("all_checks", true, "duration", "long")));
        elsewhere.window(window("twice", Map.of("checks", List.of(check.toString()))));
        elsewhere.window(window("twice", all));
        elsewhere.window(window("the hundredth", all));
        elsewhere.window(window("one too many", all));
        String reason = "1 checks and 5 maintenance windows could not be imported";

        List<Map<String, String>> dry = failed(reason, "dry-run", "true");
        List<Map<String, String>> real = failed(reason);

        assertThat(outcomes(real))
                .containsExactly(
                        "created",
                        "refused",
                        "refused",
                        "refused",
                        "refused",
                        "refused",
                        "created",
                        "unchanged",
                        "created",
                        "refused");
        dry.forEach(row -> row.computeIfPresent("outcome", (name, outcome) -> outcome.replace("would be ", "")));
        assertThat(dry).isEqualTo(real);
    }

    /** The rows of an import that fails for this reason. */
    private List<Map<String, String>> failed(String reason, String... namesAndValues) {
        var failed = (TaskResult.Failed) task.run(options(namesAndValues));
        assertThat(failed.reason()).isEqualTo(reason);
        return rows(failed.result());
    }

    private static Map<String, Object> window(String name, Map<String, Object> scope) {
        Map<String, Object> window = new HashMap<>(Map.of(
                "id",
                UUID.randomUUID().toString(),
                "name",
                name,
                "schedule",
                "0 2 * * *",
                "tz",
                "Europe/Riga",
                "duration",
                3600,
                "all_checks",
                false,
                "tags",
                ""));
        window.putAll(scope);
        return window;
    }

    @Test
    void aDependencyThatMakesACircleHereIsRefused() {
        UUID child = elsewhere.check(Map.of("name", "child"));
        UUID parent = elsewhere.check(Map.of("name", "parent"));
        imported();
        fixtures.call(
                HttpMethod.POST,
                "/api/v3/checks/" + parent,
                project.readWriteKey(),
                "{\"depends_on\": [\"" + child + "\"]}");
        elsewhere.change(child, Map.of("depends_on", List.of(parent.toString())));

        assertThat(outcomes(failed("1 checks could not be imported"))).containsExactly("refused", "unchanged");
    }

    /** The child comes first, and cannot depend on the parent before the parent has lost its dependency. */
    @Test
    void aDependencyThatWasTurnedRoundInAnotherRollcallIsFollowed() {
        UUID child = elsewhere.check(Map.of("name", "child"));
        UUID parent = elsewhere.check(Map.of("name", "parent", "depends_on", List.of(child.toString())));
        imported();
        elsewhere.isRollcall();
        elsewhere.change(child, Map.of("depends_on", List.of(parent.toString())));
        elsewhere.change(parent, Map.of("depends_on", List.of()));

        assertThat(outcomes(imported())).containsExactly("changed", "changed");
        assertThat(fixtures.show(project, child).get("depends_on").valueStream().map(JsonNode::asString))
                .containsExactly(parent.toString());
    }

    @Test
    void channelsAreMatchedByKindAndNameAndOthersAreNamed() {
        String ops = channelHere("{\"kind\": \"webhook\", \"name\": \"ops\", \"url\": \"https://example.org/\"}");
        String own = channelHere("{\"kind\": \"log\", \"name\": \"own\"}");
        channelHere("{\"kind\": \"log\", \"name\": \"chat\"}");
        String theirs = elsewhere.channel("webhook", "ops");
        String missing = elsewhere.channel("slack", "chat");
        UUID check = elsewhere.check(Map.of("channels", theirs + "," + missing));

        List<Map<String, String>> rows = imported();

        assertThat(outcomes(rows)).containsExactly("matched", "missing", "created");
        assertThat(rows.get(1)).containsEntry("id", missing).containsEntry("name", "chat");
        assertThat(rows.get(1).get("detail")).contains("of kind slack");
        assertThat(fixtures.show(project, check).get("channels").asString()).isEqualTo(ops);

        // Channels that are assigned only here stay.
        assertThat(fixtures.call(
                        HttpMethod.POST,
                        "/api/v3/checks/" + check,
                        project.readWriteKey(),
                        "{\"channels\": \"" + own + "\"}"))
                .hasStatusOk();
        imported();
        assertThat(fixtures.show(project, check).get("channels").asString()).contains(ops, own);
    }

    @Test
    void aRefusedCheckIsNamedWithTheReasonAndTheOthersAreImported() {
        UUID taken = fixtures.check(fixtures.project(), "{\"name\": \"of somebody else\"}");
        UUID bad = elsewhere.check(Map.of("name", "bad", "tags", "x".repeat(501)));
        UUID foreign = elsewhere.check(Map.of("name", "foreign", "uuid", taken.toString()));
        UUID odd = elsewhere.check(Map.of("name", "odd", "grace", List.of("x")));
        UUID quick = elsewhere.check(Map.of("name", "quick", "timeout", 1));
        elsewhere.check(Map.of("name", "far", "schedule", "0 4 * * *", "tz", "Mars/Phobos"));
        elsewhere.check(Map.of("name", "over", "schedule", "2010-01-01 00:00", "tz", "UTC"));
        elsewhere.check(Map.of("name", "good"));

        var failed = (TaskResult.Failed) task.run(options());

        assertThat(failed.reason()).isEqualTo("6 checks could not be imported");
        List<Map<String, String>> rows = rows(failed.result());
        assertThat(outcomes(rows))
                .containsExactly("refused", "refused", "refused", "refused", "refused", "refused", "created");
        assertThat(rows)
                .extracting(row -> row.get("detail"))
                .satisfiesExactly(
                        tags -> assertThat(tags).isEqualTo("tags is too long; at most 500 characters"),
                        id -> assertThat(id).contains("another project"),
                        type -> assertThat(type).contains("type"),
                        timeout -> assertThat(timeout).isEqualTo("timeout is too small; at least 60 seconds"),
                        zone -> assertThat(zone).startsWith("tz is not a valid timezone;"),
                        over -> assertThat(over).startsWith("schedule has no future run;"),
                        good -> assertThat(good).isEmpty());
        assertThat(List.of(bad, foreign, odd, quick)).doesNotContain(taken);
    }

    @Test
    void aReadOnlyKeyIsRefusedWithTheReason() {
        Map<String, Object> fields = new HashMap<>();
        fields.put("uuid", null);
        fields.put("unique_key", "a6c7b0a8a66bed0df66abfdab3c77736861703ee");
        elsewhere.check(fields);

        assertThatThrownBy(this::imported).hasMessageContaining("read-write key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {}                  | the API key is wrong",
                "403 | {}                  | the API key is wrong",
                "404 | <html>              | there is no Healthchecks API",
                "200 | <html>              | there is no Healthchecks API",
                "200 | []                  | there is no Healthchecks API",
                "200 | {\"checks\": 1}     | there is no Healthchecks API",
                "200 | {\"checks\": [{}]}  | there is no Healthchecks API",
                "301 | moved               | a redirect",
                "503 | wait                | try again later"
            })
    void anAnswerOfAnotherServiceIsReportedWithoutTheKey(int status, String body, String reason) {
        elsewhere.answerOnly(status, body);

        assertThatThrownBy(this::imported)
                .hasMessageContaining(reason)
                .hasMessageContaining(elsewhere.url())
                .hasMessageNotContaining(FakeHealthchecks.KEY);
    }

    @Test
    void anEndlessAnswerIsNotReadToItsEnd() {
        elsewhere.neverEnd();

        assertThatThrownBy(this::imported).hasMessageContaining("longer than 32 MB");
    }

    @Test
    void anAddressThatDoesNotAnswerIsReported() {
        elsewhere.close();

        assertThatThrownBy(this::imported)
                .hasMessageContaining("cannot be reached")
                .hasMessageNotContaining(FakeHealthchecks.KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "healthchecks.io", "ftp://hc.example", "https://u:p@hc.example", "https://hc.example/?a=b"})
    void anInvalidAddressIsWrongUsageAndNotRepeated(String from) {
        assertThatThrownBy(() -> task.run(options("from", from)))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageNotContaining("u:p");
    }

    @Test
    void optionsThatExcludeEachOtherAreWrongUsage() {
        Map<String, String> withoutKey = new HashMap<>(options().values());
        withoutKey.remove("api-key");
        for (Map<String, String> wrong : List.of(
                withoutKey,
                options("file", "x").values(),
                options("project", UUID.randomUUID().toString()).values(),
                options("api-key", "two words").values(),
                Map.of("project", project.id().toString()),
                Map.of("api-key", FakeHealthchecks.KEY))) {
            assertThatThrownBy(() -> task.run(new TaskOptions(wrong)))
                    .as(wrong.toString())
                    .isInstanceOf(WrongUsageException.class)
                    .hasMessageNotContaining(FakeHealthchecks.KEY);
        }
    }

    private List<Map<String, String>> imported() {
        return rows(task.run(options()));
    }

    private TaskOptions options(String... namesAndValues) {
        Map<String, String> options = new HashMap<>(Map.of(
                "from",
                elsewhere.url() + "/",
                "api-key",
                FakeHealthchecks.KEY,
                "project",
                project.id().toString()));
        for (int n = 0; n < namesAndValues.length; n += 2) {
            options.put(namesAndValues[n], namesAndValues[n + 1]);
        }
        return new TaskOptions(options);
    }

    private String channelHere(String fields) {
        return fixtures.json(fixtures.call(HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), fields))
                .get("id")
                .asString();
    }

    private static List<String> outcomes(List<Map<String, String>> rows) {
        return rows.stream().map(row -> String.valueOf(row.get("outcome"))).toList();
    }

    private static List<Map<String, String>> rows(TaskResult result) {
        var rows = (TaskResult.Rows) result;
        return rows.rows().stream()
                .map(row -> {
                    Map<String, String> named = new HashMap<>();
                    for (int column = 0; column < rows.columns().size(); column++) {
                        named.put(rows.columns().get(column), String.valueOf(row.get(column)));
                    }
                    return named;
                })
                .toList();
    }
}
