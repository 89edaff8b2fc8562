package dev.rollcall.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.platform.time.TimeZones;
import dev.rollcall.project.Projects;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/**
 * A check with a schedule that this release cannot read or that has no future run: it is shown as such and affects no
 * other check.
 */
@RollcallTest
class UnreadableCheckHttpTest {

    private static final String UNREADABLE_ZONE = "tz is not a valid timezone";

    @Autowired
    private Fixtures fixtures;

    private Projects.NewProject project;
    private UUID check;

    @BeforeEach
    void storeCheckInUnknownTimeZone() {
        project = fixtures.project();
        call(HttpMethod.POST, "/api/v3/channels/", "{\"kind\": \"log\"}");
        check = fixtures.check(
                project, "{\"name\": \"far\", \"tags\": \"away\", \"schedule\": \"0 4 * * *\", \"channels\": \"*\"}");
        fixtures.check(project, "{\"name\": \"near\", \"tags\": \"away\"}");
        store("0 4 * * *", "Mars/Phobos");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "v3"})
    void theListAndTheCheckSayWhatIsWrong(String version) {
        JsonNode listed =
                json(HttpMethod.GET, "/api/" + version + "/checks/", "").get("checks");

        assertThat(listed.valueStream()
                        .map(shown -> shown.get("name").asString() + ": "
                                + shown.path("schedule_problem").asString("none")))
                .containsExactlyInAnyOrder("far: " + UNREADABLE_ZONE, "near: none");
        assertThat(listed.valueStream().filter(shown -> shown.has("tz")))
                .singleElement()
                .satisfies(shown -> assertThat(shown.get("tz").asString()).isEqualTo("Mars/Phobos"));
        assertThat(json(HttpMethod.GET, "/api/" + version + "/checks/" + check, "")
                        .get("schedule_problem")
                        .asString())
                .isEqualTo(UNREADABLE_ZONE);
    }

    @Test
    void itsPingsAreRecordedAndMakeItUpAndDown() {
        fixtures.ping(check, "/start");
        fixtures.ping(check, "");
        assertThat(shown().get("status").asString()).isEqualTo("up");
        assertThat(shown().get("next_ping").isNull()).isTrue();

        fixtures.ping(check, "/fail");

        assertThat(shown().get("status").asString()).isEqualTo("down");
        assertThat(shown().get("n_pings").asLong()).isEqualTo(3);
        assertThat(fixtures.jdbc()
                        .sql(
                                "SELECT count(*) FROM deliveries d JOIN flips f ON f.id = d.flip_id WHERE f.check_id = :id")
                        .param("id", check)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/checks/%s/pings/",
                "/checks/%s/flips/",
                "/checks/%s/incidents/",
                "/badges/",
                "/channels/",
                "/project/export"
            })
    void otherRequestsOfTheProjectAreAnswered(String path) {
        fixtures.ping(check, "/fail");
        assertThat(call(HttpMethod.GET, "/api/v3" + path.formatted(check), "")).hasStatusOk();
    }

    @Test
    void theBadgesOfItsTagsAreShown() {
        JsonNode badges = json(HttpMethod.GET, "/api/v3/badges/", "").get("badges");
        String address = badges.get("away").get("json").asString();
        assertThat(fixtures.http().get().uri(address.substring(address.indexOf("/badge/"))))
                .hasStatusOk();
    }

    @Test
    void itCanBePausedResumedAndDeleted() {
        assertThat(json(HttpMethod.POST, "/api/v3/checks/" + check + "/pause", "")
                        .get("status")
                        .asString())
                .isEqualTo("paused");
        assertThat(call(HttpMethod.POST, "/api/v3/checks/" + check + "/resume", ""))
                .hasStatusOk();
        assertThat(call(HttpMethod.DELETE, "/api/v3/checks/" + check, "")).hasStatusOk();
        assertThat(call(HttpMethod.GET, "/api/v3/checks/" + check, "")).hasStatus(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tz\": \"Europe/Riga\"}",
                "{\"schedule\": \"0 5 * * *\", \"tz\": \"UTC\"}",
                "{\"timeout\": 3600}"
            })
    void aValidScheduleMendsIt(String fields) {
        fixtures.ping(check, "");

        JsonNode mended = json(HttpMethod.POST, "/api/v3/checks/" + check, fields);

        assertThat(mended.has("schedule_problem")).isFalse();
        assertThat(mended.get("next_ping").isNull()).isFalse();
    }

    @Test
    void aChangeOfAnotherFieldLeavesTheSchedule() {
        JsonNode renamed = json(HttpMethod.POST, "/api/v3/checks/" + check, "{\"name\": \"farther\"}");

        assertThat(renamed.get("name").asString()).isEqualTo("farther");
        assertThat(renamed.get("schedule_problem").asString()).isEqualTo(UNREADABLE_ZONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"schedule": "0 5 * * *"}                             | tz is not a valid timezone
            {"tz": "Mars/Deimos"}                                 | tz is not a valid timezone
            {"schedule": "61 5 * * *", "tz": "UTC"}               | schedule is not a valid cron or OnCalendar expression
            {"schedule": "0 0 30 2 *", "tz": "UTC"}               | schedule has no future run
            {"schedule": "2010-01-01 00:00", "tz": "Europe/Riga"} | schedule has no future run
            """)
    void anotherInvalidScheduleIsRefused(String fields, String fault) {
        MvcTestResult refused = call(HttpMethod.POST, "/api/v3/checks/" + check, fields);

        assertThat(refused).hasStatus(400);
        assertThat(fixtures.json(refused).get("error").asString()).isEqualTo("json validation error: " + fault);
    }

    @Test
    void anExpiredScheduleIsShownAsExpiredAndMayBeRepeatedByAnUpdate() {
        store("2010-01-01 00:00", "UTC");

        assertThat(shown().get("schedule_problem").asString()).isEqualTo("schedule has no future run");
        fixtures.ping(check, "");
        assertThat(shown().get("status").asString()).isEqualTo("up");
        assertThat(call(
                        HttpMethod.POST,
                        "/api/v3/checks/" + check,
                        "{\"name\": \"again\", \"schedule\": \"2010-01-01 00:00\", \"tz\": \"UTC\"}"))
                .hasStatusOk();
        MvcTestResult moved = call(HttpMethod.POST, "/api/v3/checks/" + check, "{\"tz\": \"Europe/Riga\"}");
        assertThat(moved).hasStatus(400);
        assertThat(fixtures.json(moved).get("errors").get("schedule").asString())
                .startsWith("has no future run;");
    }

    @Test
    void aScheduleWithoutAFutureRunIsRefusedForANewCheck() {
        for (String schedule : List.of(
                "2010-01-01 00:00",
                "2020..2024-*-*",
                "2010-01-01 00:00 Europe/Riga",
                "0 0 30 2 *",
                "0 0 31 4,6 *",
                "*-02-30")) {
            MvcTestResult refused =
                    call(HttpMethod.POST, "/api/v3/checks/", "{\"schedule\": \"%s\"}".formatted(schedule));
            assertThat(refused).as(schedule).hasStatus(400);
            assertThat(fixtures.json(refused).get("error").asString())
                    .as(schedule)
                    .isEqualTo("json validation error: schedule has no future run");
        }
        assertThat(call(HttpMethod.POST, "/api/v3/checks/", "{\"schedule\": \"2199-12-31 00:00\"}"))
                .hasStatus(201);
    }

    @Test
    void everyTimeZoneNameOfPostgresIsAccepted() {
        List<String> names = fixtures.jdbc().sql("""
                        SELECT name
                        FROM pg_timezone_names
                        WHERE name NOT LIKE 'posix%' AND name NOT LIKE 'right/%' AND name <> 'localtime'
                        """).query(String.class).list();
        assertThat(names).hasSizeGreaterThan(500).contains("EST", "MST", "HST", "ROC", "GMT+0", "GMT-0");
        for (String name : names) {
            MvcTestResult changed = call(
                    HttpMethod.POST,
                    "/api/v3/checks/" + check,
                    "{\"schedule\": \"0 4 * * *\", \"tz\": \"%s\"}".formatted(name));
            assertThat(changed).as(name).hasStatusOk();
            assertThat(fixtures.json(changed).get("tz").asString())
                    .as(name)
                    .isEqualTo(TimeZones.get(name).name());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Kiev, Europe/Kyiv",
        "Asia/Calcutta, Asia/Kolkata",
        "US/Eastern, America/New_York",
        "UTC, UTC",
        "Europe/Oslo, Europe/Oslo"
    })
    void everyVersionShowsAnOlderTimeZoneNameAsTheCurrentOne(String name, String current) {
        String fields = "{\"schedule\": \"0 4 * * *\", \"tz\": \"%s\"}".formatted(name);
        for (String version : List.of("v1", "v2", "v3")) {
            String path = "/api/" + version + "/checks/";
            JsonNode made = fixtures.json(call(HttpMethod.POST, path, fields));
            assertThat(made.get("tz").asString()).isEqualTo(current);
            for (MvcTestResult shown :
                    List.of(call(HttpMethod.POST, path + check, fields), call(HttpMethod.GET, path + check, ""))) {
                assertThat(fixtures.json(shown).get("tz").asString()).isEqualTo(current);
            }
            assertThat(fixtures.jdbc()
                            .sql("SELECT time_zone FROM checks WHERE id = :check")
                            .param("check", check)
                            .query(String.class)
                            .single())
                    .isEqualTo(current);
        }
    }

    /** Written by an earlier release. */
    @Test
    void aStoredOlderTimeZoneNameIsShownAsTheCurrentOne() {
        call(HttpMethod.POST, "/api/v3/checks/" + check, "{\"schedule\": \"0 4 * * *\"}");
        fixtures.jdbc()
                .sql("UPDATE checks SET time_zone = 'Europe/Kiev' WHERE id = :check")
                .param("check", check)
                .update();

        JsonNode shown = fixtures.json(call(HttpMethod.GET, "/api/v3/checks/" + check, ""));

        assertThat(shown.get("tz").asString()).isEqualTo("Europe/Kyiv");
        assertThat(shown.has("schedule_problem")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SystemV/EST5", "posix/UTC", "europe/riga", "+01:00", "UTC+1", "CTT", ""})
    void anUnknownTimeZoneNameIsRefused(String name) {
        MvcTestResult refused = call(
                HttpMethod.POST, "/api/v3/checks/", "{\"schedule\": \"0 4 * * *\", \"tz\": \"%s\"}".formatted(name));

        assertThat(refused).hasStatus(400);
        assertThat(fixtures.json(refused).get("error").asString())
                .isEqualTo("json validation error: tz is not a valid timezone");
    }

    /** Stores what an older release, or a release with another time zone database, may have left. */
    private void store(String cron, String zone) {
        fixtures.storeSchedule(check, cron, zone);
    }

    private JsonNode shown() {
        return fixtures.show(project, check);
    }

    private JsonNode json(HttpMethod method, String path, String body) {
        MvcTestResult answered = call(method, path, body);
        assertThat(answered).hasStatusOk();
        return fixtures.json(answered);
    }

    private MvcTestResult call(HttpMethod method, String path, String body) {
        return fixtures.call(method, path, project.readWriteKey(), body);
    }
}
