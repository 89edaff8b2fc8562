package dev.rollcall.mute.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.mute.MutesChanged;
import dev.rollcall.project.Projects;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@RollcallTest
@RecordApplicationEvents
class WindowHttpTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String PATH = "/api/v3/maintenance-windows/";
    private static final String ONCE = """
            {"name": "upgrade", "start": "2026-03-01T13:00:00Z", "end": "2026-03-01T14:00:00Z", "all_checks": true}
            """;
    private static final String NIGHTLY = """
            {"name": "nightly", "schedule": "0 2 * * *", "tz": "Europe/Riga", "duration": 3600, "tags": " db  web "}
            """;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private PruneWindows pruning;

    @Autowired
    private ApplicationEvents events;

    private Projects.NewProject project;

    @BeforeEach
    void startWithNone() {
        fixtures.clear();
        project = fixtures.project();
        clock.set(NOON);
    }

    @Test
    void aWindowThatOpensOnceIsShown() {
        JsonNode made = created(ONCE);

        assertThat(made.get("name").asString()).isEqualTo("upgrade");
        assertThat(made.get("start").asString()).isEqualTo("2026-03-01T13:00:00+00:00");
        assertThat(made.get("end").asString()).isEqualTo("2026-03-01T14:00:00+00:00");
        assertThat(made.get("all_checks").asBoolean()).isTrue();
        assertThat(made.get("checks")).isEmpty();
        assertThat(made.get("tags").asString()).isEmpty();
        assertThat(made.propertyNames()).doesNotContain("schedule", "tz", "duration", "open_until");
        assertThat(get(id(made), project.readWriteKey())).isEqualTo(made);

        clock.set(Instant.parse("2026-03-01T13:00:00Z"));
        assertThat(get(id(made), project.readWriteKey()).get("open_until").asString())
                .isEqualTo("2026-03-01T14:00:00+00:00");
    }

    @Test
    void aRepeatedWindowIsShown() {
        JsonNode made = created(NIGHTLY);

        assertThat(made.get("schedule").asString()).isEqualTo("0 2 * * *");
        assertThat(made.get("tz").asString()).isEqualTo("Europe/Riga");
        assertThat(made.get("duration").asLong()).isEqualTo(3600);
        assertThat(made.get("all_checks").asBoolean()).isFalse();
        assertThat(made.get("tags").asString()).isEqualTo("db  web");
        assertThat(made.propertyNames()).doesNotContain("start", "end", "open_until");
        clock.set(Instant.parse("2026-03-02T00:30:00Z"));
        assertThat(get(id(made), project.readWriteKey()).get("open_until").asString())
                .isEqualTo("2026-03-02T01:00:00+00:00");
    }

    @Test
    void aScheduleWithoutATimeZoneIsInUtc() {
        JsonNode made = created(
                "{\"name\": \"weekend\", \"schedule\": \"Sat 00:00\", \"duration\": 172800, \"all_checks\": true}");

        assertThat(made.get("tz").asString()).isEqualTo("UTC");
    }

    @Test
    void aCheckSaysWhichWindowMutesIt() {
        UUID check = fixtures.check(project, "{\"tags\": \"db\"}");
        created(NIGHTLY);
        assertThat(fixtures.show(project, check).has("muted")).isFalse();

        clock.set(Instant.parse("2026-03-02T00:30:00Z"));

        JsonNode muted = fixtures.show(project, check).get("muted");
        assertThat(muted.get("by").asString()).isEqualTo("maintenance");
        assertThat(muted.get("name").asString()).isEqualTo("nightly");
        assertThat(muted.get("until").asString()).isEqualTo("2026-03-02T01:00:00+00:00");
    }

    @Test
    void aReadOnlyKeyReadsAndSeesUniqueKeys() {
        UUID check = fixtures.check(project, "{}");
        JsonNode made = created(naming(check));
        assertThat(made.get("checks").get(0).asString()).isEqualTo(check.toString());

        JsonNode shown = get(id(made), project.readOnlyKey());
        MvcTestResult list = fixtures.call(HttpMethod.GET, PATH, project.readOnlyKey(), "");

        String uniqueKey = fixtures.json(
                        fixtures.call(HttpMethod.GET, "/api/v3/checks/" + check, project.readOnlyKey(), ""))
                .get("unique_key")
                .asString();
        assertThat(shown.get("checks").get(0).asString()).isEqualTo(uniqueKey);
        assertThat(list).bodyText().contains(uniqueKey).doesNotContain(check.toString());
    }

    @Test
    void aReadOnlyKeyChangesNothingAndAnotherProjectSeesNothing() {
        String id = id(created(ONCE));
        String foreign = fixtures.project().readWriteKey();
        for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.DELETE)) {
            assertThat(fixtures.call(method, PATH + id, project.readOnlyKey(), "{}"))
                    .hasStatus(401);
            assertThat(fixtures.call(method, PATH + id, foreign, "{}")).hasStatus(404);
        }
        assertThat(fixtures.call(HttpMethod.POST, PATH, project.readOnlyKey(), ONCE))
                .hasStatus(401);
        assertThat(fixtures.call(HttpMethod.GET, PATH + id, foreign, "")).hasStatus(404);
        assertThat(fixtures.json(fixtures.call(HttpMethod.GET, PATH, foreign, ""))
                        .get("maintenance_windows"))
                .isEmpty();
        assertThat(get(id, project.readWriteKey()).get("name").asString()).isEqualTo("upgrade");
    }

    @Test
    void anIdThatDoesNotExistIsNotFoundAndOneThatIsNoneIsABadRequest() {
        MvcTestResult missing = fixtures.call(HttpMethod.GET, PATH + UUID.randomUUID(), project.readWriteKey(), "");

        assertThat(missing).hasStatus(404);
        assertThat(fixtures.json(missing).get("type").asString()).isEqualTo("/problems/maintenance-window-not-found");
        assertThat(fixtures.call(HttpMethod.GET, PATH + "garbage", project.readWriteKey(), ""))
                .hasStatus(400);
    }

    @Test
    void anUpdateChangesTheFieldsThatAreSet() {
        UUID one = fixtures.check(project, "{}");
        UUID two = fixtures.check(project, "{}");
        String id = id(created(naming(one)));

        assertThat(updated(id, "{\"name\": \"other\"}").get("checks")).hasSize(1);
        JsonNode later = updated(id, "{\"end\": \"2026-03-02T14:00:00Z\"}");
        assertThat(later.get("start").asString()).isEqualTo("2026-03-01T13:00:00+00:00");
        assertThat(later.get("end").asString()).isEqualTo("2026-03-02T14:00:00+00:00");
        JsonNode tagged = updated(id, "{\"tags\": \"db\"}");
        assertThat(tagged.get("checks")).hasSize(1);
        assertThat(tagged.get("tags").asString()).isEqualTo("db");
        JsonNode renamed = updated(id, "{\"checks\": [\"" + two + "\"]}");
        assertThat(renamed.get("checks").get(0).asString()).isEqualTo(two.toString());
        JsonNode all = updated(id, "{\"all_checks\": true}");
        assertThat(all.get("checks")).isEmpty();
        assertThat(all.get("tags").asString()).isEmpty();
        JsonNode again = updated(id, "{\"tags\": \"web\"}");
        assertThat(again.get("all_checks").asBoolean()).isFalse();
        assertThat(get(id, project.readWriteKey())).isEqualTo(again);
    }

    @Test
    void anUpdateMakesARepeatedWindowOfOneThatOpensOnceAndBack() {
        String id = id(created(ONCE));

        JsonNode repeated = updated(id, "{\"schedule\": \"0 3 * * *\", \"duration\": 60}");
        assertThat(repeated.propertyNames())
                .contains("schedule", "tz", "duration")
                .doesNotContain("start", "end");
        assertThat(updated(id, "{\"tz\": \"Europe/Kiev\"}").get("tz").asString())
                .isEqualTo("Europe/Kyiv");
        JsonNode once = updated(id, "{\"start\": \"2026-03-01T13:00:00Z\", \"end\": \"2026-03-01T14:00:00Z\"}");
        assertThat(once.propertyNames()).contains("start", "end").doesNotContain("schedule", "tz", "duration");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"schedule\": \"0 3 * * *\"}     | duration | is missing",
                "{\"duration\": 60}                | schedule | is missing",
                "{\"tz\": \"UTC\"}                 | schedule | is missing",
                "{\"end\": \"2026-03-01T12:59:59Z\"} | end    | is not after start",
                "{\"start\": \"2026-03-01T14:00:00Z\"} | end  | is not after start",
                "{\"all_checks\": false}           | checks   | is missing; set checks, tags or all_checks",
                "{\"checks\": []}                  | checks   | is missing; set checks, tags or all_checks",
                "{\"name\": \"\"}                  | name     | must have 1 to 100 characters",
            })
    void anUpdateMustLeaveACompleteWindow(String body, String field, String fault) {
        String id = id(created(ONCE));

        assertFault(fixtures.call(HttpMethod.POST, PATH + id, project.readWriteKey(), body), field, fault);
        assertThat(get(id, project.readWriteKey()).get("start").asString()).isEqualTo("2026-03-01T13:00:00+00:00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'name': null                                     | name       | is not a string",
                "'name': ''                                       | name       | must have 1 to 100 characters",
                "'start': 'soon'                                  | start      | is not a time; use one such as 2026-03-01T12:00:00Z",
                "'start': '2026-03-01T14:00:00Z'                  | end        | is not after start",
                "'end': '2026-03-01T13:00:00Z'                    | end        | is not after start",
                "'end': '2026-03-01T14:00:00'                     | end        | is not a time; use one such as 2026-03-01T12:00:00Z",
                "'start': '2026-03-01T10:00:00Z', 'end': '2026-03-01T12:00:00Z' | end | is not in the future",
                "'schedule': '0 3 * * *'                          | start      | must not be set together with schedule, tz or duration; make two windows",
                "'duration': 60                                   | start      | must not be set together with schedule, tz or duration; make two windows",
                "'all_checks': 'yes'                              | all_checks | is not a boolean",
                "'tags': 'db'                                     | all_checks | must not be set together with checks or tags; it has all of them",
                "'all_checks': false                              | checks     | is missing; set checks, tags or all_checks",
                "'all_checks': false, 'tags': ' '                 | checks     | is missing; set checks, tags or all_checks",
                "'all_checks': false, 'checks': ['db']            | checks     | an item is not the id of a check of this project",
                "'all_checks': false, 'checks': 'db'              | checks     | is not an array",
            })
    void aWrongFieldOfAWindowThatOpensOnceIsNamed(String wrong, String field, String fault) {
        assertFault(post(with(ONCE, wrong)), field, fault);
        assertThat(windows()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'schedule': 'whenever'                           | schedule | is not a valid cron or OnCalendar expression; use one such as 0 5 * * * or Mon..Fri 05:00",
                "'schedule': '0 0 30 2 *'                         | schedule | has no future run; the dates it names never come, or are over",
                "'schedule': '2010-01-01 00:00'                   | schedule | has no future run; the dates it names never come, or are over",
                "'tz': 'Mars/Olympus'                             | tz       | is not a valid timezone; use a name such as Europe/Riga",
                "'duration': 0                                    | duration | is too small; at least 1 second",
                "'duration': 31536001                             | duration | is too large; at most 31536000 seconds",
                "'duration': '60'                                 | duration | is not a number",
            })
    void aWrongFieldOfARepeatedWindowIsNamed(String wrong, String field, String fault) {
        assertFault(post(with(NIGHTLY, wrong)), field, fault);
        assertThat(windows()).isEmpty();
    }

    @Test
    void everyMissingFieldIsNamed() {
        assertThat(fixtures.json(post("{}")).get("errors").propertyNames())
                .containsExactlyInAnyOrder("name", "start", "end", "checks");
        assertThat(fixtures.json(post("{\"tz\": \"UTC\"}")).get("errors").propertyNames())
                .containsExactlyInAnyOrder("name", "schedule", "duration", "checks");
        assertThat(fixtures.json(post("{\"start\": \"2026-03-01T14:00:00Z\"}"))
                        .get("errors")
                        .propertyNames())
                .containsExactlyInAnyOrder("name", "end", "checks");
    }

    @Test
    void aCheckOfAnotherProjectCannotBeNamed() {
        UUID foreign = fixtures.check(fixtures.project(), "{}");

        MvcTestResult refused = post(naming(foreign));

        assertFault(refused, "checks", "an item is not the id of a check of this project");
        assertThat(refused).bodyText().doesNotContain(foreign.toString());
    }

    @Test
    void aDurationMayBeLongerThanTheInterval() {
        JsonNode made = created(with(NIGHTLY, "'schedule': '0 * * * *', 'duration': 7200"));

        assertThat(get(id(made), project.readWriteKey()).has("open_until")).isTrue();
    }

    @Test
    void aDeletedCheckLeavesTheWindow() {
        UUID check = fixtures.check(project, "{}");
        String id = id(created(naming(check)));

        fixtures.call(HttpMethod.DELETE, "/api/v3/checks/" + check, project.readWriteKey(), "");

        assertThat(get(id, project.readWriteKey()).get("checks")).isEmpty();
    }

    @Test
    void aWindowThatIsOverOrHasLostItsChecksCanBeRenamed() {
        UUID check = fixtures.check(project, "{}");
        String id = id(created(naming(check)));
        fixtures.call(HttpMethod.DELETE, "/api/v3/checks/" + check, project.readWriteKey(), "");
        clock.set(Instant.parse("2026-03-01T14:00:00Z"));

        assertThat(updated(id, "{\"name\": \"done\"}").get("name").asString()).isEqualTo("done");
    }

    @Test
    void aDeletedWindowMutesNoMoreAndItsChecksAreAnnounced() {
        UUID check = fixtures.check(project, "{\"tags\": \"db\"}");
        UUID other = fixtures.check(project, "{}");
        String id = id(created(NIGHTLY));
        clock.set(Instant.parse("2026-03-02T00:30:00Z"));
        assertThat(fixtures.show(project, check).has("muted")).isTrue();
        assertThat(fixtures.show(project, other).has("muted")).isFalse();

        assertThat(fixtures.call(HttpMethod.DELETE, PATH + id, project.readWriteKey(), ""))
                .hasStatusOk();

        assertThat(fixtures.show(project, check).has("muted")).isFalse();
        assertThat(windows()).isEmpty();
        assertThat(events.stream(MutesChanged.class)).containsExactly(new MutesChanged(Set.of(new CheckId(check))));
    }

    @Test
    void anUpdateAnnouncesTheChecksThatWereMutedBefore() {
        UUID check = fixtures.check(project, "{\"tags\": \"db\"}");
        String id = id(created(NIGHTLY));

        updated(id, "{\"tags\": \"test\"}");

        assertThat(events.stream(MutesChanged.class)).containsExactly(new MutesChanged(Set.of(new CheckId(check))));
    }

    /** The rule by which tags are split is written in Java and in SQL. */
    @ParameterizedTest
    @ValueSource(strings = {"db web", "db\\tweb", "db\\nweb", "db\\u000bweb", "db\\fweb", "db \\r\\nweb"})
    void theTagsOfAWindowAreSeparatedByAnyWhiteSpace(String tags) {
        UUID check = fixtures.check(project, "{\"tags\": \"web\"}");
        fixtures.check(project, "{\"tags\": \"other\"}");
        String id = id(created(with(NIGHTLY, "'tags': '" + tags + "'")));
        clock.set(Instant.parse("2026-03-02T00:30:00Z"));
        assertThat(fixtures.show(project, check).has("muted")).isTrue();

        fixtures.call(HttpMethod.DELETE, PATH + id, project.readWriteKey(), "");

        assertThat(fixtures.show(project, check).has("muted")).isFalse();
        assertThat(events.stream(MutesChanged.class)).containsExactly(new MutesChanged(Set.of(new CheckId(check))));
    }

    @Test
    void aCheckThatIsEditedIsAnnounced() {
        UUID check = fixtures.check(project, "{\"tags\": \"db\"}");

        fixtures.call(HttpMethod.POST, "/api/v3/checks/" + check, project.readWriteKey(), "{\"tags\": \"\"}");

        assertThat(events.stream(MutesChanged.class)).containsExactly(new MutesChanged(Set.of(new CheckId(check))));
    }

    @Test
    void aProjectHasAtMostAHundredWindowsAndTheListHasThemInOrder() {
        List<String> made = new ArrayList<>();
        for (int n = 0; n < MaintenanceWindows.MAX_WINDOWS; n++) {
            made.add(id(created(ONCE)));
            clock.set(clock.instant().plusMillis(1));
        }

        MvcTestResult refused = post(ONCE);

        assertThat(refused).hasStatus(409);
        assertThat(fixtures.json(refused).get("type").asString()).isEqualTo("/problems/too-many-maintenance-windows");
        assertThat(windows()).isEqualTo(made);
        assertThat(fixtures.call(HttpMethod.DELETE, PATH + made.get(0), project.readWriteKey(), ""))
                .hasStatusOk();
        created(ONCE);
    }

    @Test
    void windowsThatHaveBeenOverForAMonthArePruned() {
        String once = id(created(ONCE));
        clock.set(clock.instant().plusMillis(1));
        String repeated = id(created(NIGHTLY));

        clock.set(Instant.parse("2026-03-31T14:00:00Z"));
        assertThat(pruning.prune(null).deleted()).isZero();
        assertThat(windows()).containsExactly(once, repeated);

        clock.set(Instant.parse("2026-03-31T14:00:01Z"));
        assertThat(pruning.prune(null).deleted()).isEqualTo(1);
        assertThat(windows()).containsExactly(repeated);
    }

    private static String naming(UUID check) {
        return with(ONCE, "'all_checks': false, 'checks': ['" + check + "']");
    }

    /** The fields with others added or replaced, which have single quotes. */
    private static String with(String fields, String others) {
        String added = "{" + others.replace('\'', '"') + "}";
        var json = JsonMapper.shared();
        var object = (ObjectNode) json.readTree(fields);
        object.setAll((ObjectNode) json.readTree(added));
        return object.toString();
    }

    private JsonNode created(String body) {
        MvcTestResult made = post(body);
        assertThat(made).hasStatus(201);
        return fixtures.json(made);
    }

    private JsonNode updated(String id, String body) {
        MvcTestResult changed = fixtures.call(HttpMethod.POST, PATH + id, project.readWriteKey(), body);
        assertThat(changed).hasStatusOk();
        return fixtures.json(changed);
    }

    private MvcTestResult post(String body) {
        return fixtures.call(HttpMethod.POST, PATH, project.readWriteKey(), body);
    }

    private JsonNode get(String id, String key) {
        MvcTestResult shown = fixtures.call(HttpMethod.GET, PATH + id, key, "");
        assertThat(shown).hasStatusOk();
        return fixtures.json(shown);
    }

    private List<String> windows() {
        return fixtures.json(fixtures.call(HttpMethod.GET, PATH, project.readWriteKey(), ""))
                .get("maintenance_windows")
                .valueStream()
                .map(window -> window.get("id").asString())
                .toList();
    }

    private void assertFault(MvcTestResult refused, String field, String fault) {
        assertThat(refused).hasStatus(400);
        assertThat(fixtures.json(refused).get("errors").get(field).asString()).isEqualTo(fault);
    }

    private static String id(JsonNode window) {
        return window.get("id").asString();
    }
}
