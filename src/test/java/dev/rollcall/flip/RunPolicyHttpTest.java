package dev.rollcall.flip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** What a check can expect of its runs, as a client sees it: the fields, the status and the incidents. */
@RollcallTest
class RunPolicyHttpTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<String> FIELDS = List.of(
            "start_grace",
            "max_duration",
            "min_duration",
            "failure_tolerance",
            "recovery_tolerance",
            "expected_pings",
            "expected_hosts",
            "expected_period",
            "notify_late");
    private static final String ALL = """
            {"start_grace": 300, "max_duration": 7200, "min_duration": 2, "failure_tolerance": 3,
             "recovery_tolerance": 2, "expected_pings": 10, "expected_hosts": 3, "expected_period": 86400, "notify_late": true}
            """;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Flips flips;

    private Projects.NewProject project;

    /** The sweep looks at the checks of all projects. */
    @BeforeEach
    void startWithNone() {
        fixtures.clear();
        project = fixtures.project();
        clock.set(NOON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "v3"})
    void everyFieldIsKeptAndShownAndACheckWithoutThemShowsNone(String version) {
        UUID id = fixtures.check(project, ALL);
        JsonNode shown = show(version, id);
        assertThat(FIELDS.stream().map(field -> shown.get(field).asString()))
                .containsExactly("300", "7200", "2", "3", "2", "10", "3", "86400", "true");

        JsonNode plain = show(version, fixtures.check(project, "{}"));
        assertThat(FIELDS).noneMatch(plain::has);
    }

    @Test
    void everyFieldCanBeRemoved() {
        UUID id = fixtures.check(project, ALL);

        assertThat(update(id, "{\"name\": \"same\"}").has("start_grace")).isTrue();
        JsonNode shown = update(id, """
                {"start_grace": 0, "max_duration": 0, "min_duration": 0, "failure_tolerance": 1,
                 "recovery_tolerance": 1, "expected_period": 0, "notify_late": false}
                """);

        assertThat(FIELDS).noneMatch(shown::has);
    }

    @ParameterizedTest
    @CsvSource({
        "start_grace, -1",
        "start_grace, 31536001",
        "max_duration, -1",
        "max_duration, 31536001",
        "min_duration, -1",
        "min_duration, 31536001",
        "failure_tolerance, 0",
        "failure_tolerance, 101",
        "recovery_tolerance, 0",
        "recovery_tolerance, 101",
        "expected_pings, -1",
        "expected_pings, 100001",
        "expected_hosts, -1",
        "expected_hosts, 101",
        "expected_period, -1",
        "expected_period, 31536001",
    })
    void aValueBeyondItsLimitsIsRefusedByTheNameOfItsField(String field, long value) {
        MvcTestResult refused = fixtures.call(
                HttpMethod.POST, "/api/v3/checks/", project.readWriteKey(), "{\"" + field + "\": " + value + "}");

        assertThat(refused).hasStatus(400);
        assertThat(fixtures.json(refused).at("/errors/" + field).asString())
                .startsWith(value > 1 ? "is too large" : "is too small");
    }

    @Test
    void aMinimumThatIsNotBelowTheMaximumIsRefusedAlsoIfTheMaximumIsStored() {
        UUID id = fixtures.check(project, "{\"max_duration\": 60}");

        MvcTestResult refused = fixtures.call(
                HttpMethod.POST, "/api/v3/checks/" + id, project.readWriteKey(), "{\"min_duration\": 60}");

        assertThat(refused).hasStatus(400);
        assertThat(fixtures.json(refused).at("/errors/min_duration").asString())
                .isEqualTo("is not less than max_duration; no run could succeed; change one of them");
        assertThat(fixtures.show(project, id).has("min_duration")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "expected_pings, 3, expected_period, expected_pings and expected_hosts need it",
        "expected_hosts, 3, expected_period, expected_pings and expected_hosts need it",
        "expected_period, 600, expected_pings, expected_period needs it or expected_hosts"
    })
    void aQuotaNeedsANumberAndAPeriod(String field, int value, String missing, String why) {
        MvcTestResult refused = fixtures.call(
                HttpMethod.POST, "/api/v3/checks/", project.readWriteKey(), "{\"" + field + "\": " + value + "}");

        assertThat(refused).hasStatus(400);
        assertThat(fixtures.json(refused).at("/errors/" + missing).asString()).isEqualTo("is missing; " + why);
    }

    @Test
    void aPeriodGoesWithTheLastNumberThatItHas() {
        UUID id = fixtures.check(project, ALL);

        JsonNode hosts = update(id, "{\"expected_pings\": 0}");
        assertThat(hosts.has("expected_pings")).isFalse();
        assertThat(hosts.get("expected_hosts").asInt()).isEqualTo(3);
        assertThat(hosts.get("expected_period").asInt()).isEqualTo(86400);

        JsonNode none = update(id, "{\"expected_hosts\": 0}");
        assertThat(none.has("expected_hosts")).isFalse();
        assertThat(none.has("expected_period")).isFalse();
    }

    @Test
    void aRunMustStartWithinStartGraceAndEndWithinMaxDuration() {
        UUID id = fixtures.check(
                project, "{\"timeout\": 3600, \"grace\": 60, \"start_grace\": 300, \"max_duration\": 7200}");
        fixtures.ping(id, "");

        sweepAt(3600 + 299);
        assertThat(status(id)).isEqualTo("grace");
        sweepAt(3600 + 300);
        assertThat(status(id)).isEqualTo("down");
        assertThat(incidents(id)).containsExactly("not-started");

        fixtures.ping(id, "");
        pingAt(id, "/start", 7800);
        sweepAt(7800 + 7199);
        assertThat(status(id)).isNotEqualTo("down");
        sweepAt(7800 + 7200);
        assertThat(status(id)).isEqualTo("down");
        assertThat(incidents(id)).containsExactly("too-long", "not-started");
    }

    @Test
    void aRunThatIsTooShortIsDownAndStaysASuccessInTheLog() {
        UUID id = fixtures.check(project, "{\"timeout\": 3600, \"grace\": 60, \"min_duration\": 30}");
        fixtures.ping(id, "");
        assertThat(status(id)).isEqualTo("up");

        pingAt(id, "/start", 10);
        pingAt(id, "", 39);

        assertThat(status(id)).isEqualTo("down");
        assertThat(incidents(id)).containsExactly("too-short");
        JsonNode log = fixtures.json(
                fixtures.call(HttpMethod.GET, "/api/v3/checks/" + id + "/pings/", project.readWriteKey(), ""));
        assertThat(log.at("/pings/0/type").asString()).isEqualTo("success");

        pingAt(id, "/start", 50);
        pingAt(id, "", 80);
        assertThat(status(id)).isEqualTo("up");
    }

    @Test
    void aRunIsMeasuredByItsRunIdAmongSeveral() {
        UUID id = fixtures.check(project, "{\"timeout\": 3600, \"grace\": 60, \"min_duration\": 30}");
        UUID first = new UUID(0, 1);
        UUID second = new UUID(0, 2);
        pingAt(id, "/start?rid=" + first, 0);
        pingAt(id, "/start?rid=" + second, 20);

        pingAt(id, "?rid=" + first, 40);
        assertThat(status(id)).isEqualTo("up");
        pingAt(id, "?rid=" + second, 49);
        assertThat(status(id)).isEqualTo("down");
        assertThat(incidents(id)).containsExactly("too-short");
    }

    @Test
    void aCheckIsDownAtItsThirdFailedOrMissedRunInARow() {
        UUID id = fixtures.check(project, "{\"timeout\": 3600, \"grace\": 60, \"failure_tolerance\": 3}");
        fixtures.ping(id, "");
        pingAt(id, "/fail", 10);
        pingAt(id, "/7", 20);
        pingAt(id, "", 30);
        pingAt(id, "/fail", 40);
        assertThat(status(id)).isEqualTo("up");

        // The failure at 40, then two times of the schedule pass.
        sweepAt(40 + 7200 + 59);
        assertThat(status(id)).isEqualTo("grace");
        sweepAt(40 + 7200 + 60);
        assertThat(status(id)).isEqualTo("down");
        assertThat(incidents(id)).containsExactly("timeout");
    }

    @Test
    void aRunThatTookTooLongAndThenFailsCountsOnce() {
        UUID id = fixtures.check(
                project, "{\"timeout\": 3600, \"grace\": 60, \"max_duration\": 60, \"failure_tolerance\": 2}");
        pingAt(id, "", 0);
        pingAt(id, "/start", 10);
        pingAt(id, "/fail", 100);
        assertThat(status(id)).isEqualTo("up");

        pingAt(id, "/start", 110);
        pingAt(id, "/fail", 120);
        assertThat(status(id)).isEqualTo("down");
    }

    /** The first run is still under way, and takes too long. */
    @Test
    void theFailureOfAnotherRunCountsBesidesTheOneThatTakesTooLong() {
        UUID id = fixtures.check(
                project, "{\"timeout\": 3600, \"grace\": 60, \"max_duration\": 60, \"failure_tolerance\": 2}");
        pingAt(id, "", 0);
        pingAt(id, "/start?rid=" + new UUID(0, 1), 10);
        pingAt(id, "/fail?rid=" + new UUID(0, 2), 100);

        assertThat(status(id)).isEqualTo("down");
    }

    @Test
    void aCheckThatIsDownIsUpAtItsSecondSuccessInARow() {
        UUID id = fixtures.check(project, "{\"timeout\": 3600, \"grace\": 60, \"recovery_tolerance\": 2}");
        fixtures.ping(id, "/fail");

        pingAt(id, "", 10);
        assertThat(status(id)).isEqualTo("down");
        pingAt(id, "/fail", 20);
        pingAt(id, "", 30);
        assertThat(status(id)).isEqualTo("down");
        // A run is missed in between.
        pingAt(id, "", 30 + 3660);
        assertThat(status(id)).isEqualTo("down");
        pingAt(id, "", 30 + 3670);
        assertThat(status(id)).isEqualTo("up");
    }

    @Test
    void aChangedToleranceTakesEffectImmediately() {
        UUID id = fixtures.check(project, "{\"timeout\": 3600, \"grace\": 60}");
        fixtures.ping(id, "");

        update(id, "{\"failure_tolerance\": 2}");
        sweepAt(3660);
        assertThat(status(id)).isEqualTo("grace");
        update(id, "{\"failure_tolerance\": 1}");
        sweepAt(3661);

        assertThat(status(id)).isEqualTo("down");
    }

    @Test
    void aCheckIsDownAtTheEndOfAPeriodWithTooFewPings() {
        UUID id = fixtures.check(project, "{\"timeout\": 86400, \"expected_pings\": 3, \"expected_period\": 600}");
        pingAt(id, "", 0);
        pingAt(id, "", 10);
        pingAt(id, "/fail?rid=" + UUID.randomUUID(), 20);
        pingAt(id, "", 30);
        pingAt(id, "", 40);
        pingAt(id, "", 50);

        // The period began at 30, with the success that made the check up.
        sweepAt(30 + 600);
        pingAt(id, "", 30 + 600);
        pingAt(id, "/log", 30 + 610);
        sweepAt(30 + 1199);
        assertThat(status(id)).isEqualTo("up");
        sweepAt(30 + 1200);

        assertThat(status(id)).isEqualTo("down");
        assertThat(incidents(id)).containsExactly("too-few", "fail");
    }

    @Test
    void aCheckIsDownAtTheEndOfAPeriodInWhichTooFewHostsPing() {
        UUID id = fixtures.check(project, "{\"timeout\": 86400, \"expected_hosts\": 3, \"expected_period\": 600}");
        fixtures.pingFrom("192.0.2.1", id, "");
        fixtures.pingFrom("192.0.2.2", id, "");
        fixtures.pingFrom("2001:db8::1", id, "");

        // The next period: one host pings often, another once, and the third only fails.
        clock.set(NOON.plusSeconds(600));
        for (int n = 0; n < 5; n++) {
            fixtures.pingFrom("192.0.2.1", id, "");
        }
        fixtures.pingFrom("192.0.2.2", id, "");
        fixtures.pingFrom("192.0.2.3", id, "/log");
        sweepAt(1199);
        assertThat(status(id)).isEqualTo("up");
        sweepAt(1200);

        assertThat(status(id)).isEqualTo("down");
        assertThat(incidents(id)).containsExactly("too-few");
    }

    @Test
    void anyHostsOfManyWillDoAndNoMoreAreKeptThanNeeded() {
        UUID id = fixtures.check(project, "{\"timeout\": 86400, \"expected_hosts\": 2, \"expected_period\": 600}");
        for (int period = 0; period < 3; period++) {
            clock.set(NOON.plusSeconds(600L * period));
            for (int host = 1; host < 9; host++) {
                fixtures.pingFrom("192.0.2." + (host + 9 * period), id, "");
            }
        }

        sweepAt(600 * 3 + 599);
        assertThat(status(id)).isEqualTo("up");
        assertThat(fixtures.jdbc()
                        .sql("SELECT cardinality(period_hosts) FROM check_states WHERE check_id = :id")
                        .param("id", id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void aLateCheckIsAlertedOnceAndItsPublishedAnswersStayAsTheyAre() {
        fixtures.call(
                HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), "{\"kind\": \"log\", \"name\": \"log\"}");
        UUID id = fixtures.check(
                project, "{\"timeout\": 3600, \"grace\": 600, \"notify_late\": true, \"channels\": \"*\"}");
        fixtures.ping(id, "");

        sweepAt(3599);
        assertThat(deliveries(id)).isEmpty();
        sweepAt(3600);
        update(id, "{\"name\": \"another\"}");
        sweepAt(3700);
        assertThat(deliveries(id)).containsExactly("up up late");
        assertThat(status(id)).isEqualTo("grace");
        assertThat(incidents(id)).isEmpty();
        assertThat(publishedFlips(id)).isEqualTo(1);

        sweepAt(4200);
        assertThat(deliveries(id)).containsExactly("up down timeout", "up up late");
        assertThat(publishedFlips(id)).isEqualTo(2);
    }

    @Test
    void aCheckThatHasStartedIsNotLate() {
        UUID id = fixtures.check(project, "{\"timeout\": 3600, \"grace\": 600, \"notify_late\": true}");
        fixtures.ping(id, "");
        pingAt(id, "/start", 3590);

        sweepAt(3700);

        assertThat(fixtures.jdbc()
                        .sql("SELECT count(*) FROM flips WHERE reason = 'LATE'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private int publishedFlips(UUID id) {
        return fixtures.json(
                        fixtures.call(HttpMethod.GET, "/api/v3/checks/" + id + "/flips/", project.readWriteKey(), ""))
                .get("flips")
                .size();
    }

    /** From, to and reason of the deliveries, the latest first. */
    private List<String> deliveries(UUID id) {
        JsonNode list = fixtures.json(
                fixtures.call(HttpMethod.GET, "/api/v3/checks/" + id + "/deliveries/", project.readWriteKey(), ""));
        return StreamSupport.stream(list.get("deliveries").spliterator(), false)
                .map(delivery -> delivery.at("/flip/from").asString() + " "
                        + delivery.at("/flip/to").asString() + " "
                        + delivery.at("/flip/reason").asString())
                .toList();
    }

    private void sweepAt(long second) {
        clock.set(NOON.plusSeconds(second));
        Sweeper.sweep(flips, clock.instant(), 100);
    }

    private void pingAt(UUID id, String signal, long second) {
        clock.set(NOON.plus(Duration.ofSeconds(second)));
        fixtures.ping(id, signal);
    }

    private String status(UUID id) {
        return fixtures.show(project, id).get("status").asString();
    }

    private JsonNode show(String version, UUID id) {
        return fixtures.json(
                fixtures.call(HttpMethod.GET, "/api/" + version + "/checks/" + id, project.readWriteKey(), ""));
    }

    private JsonNode update(UUID id, String fields) {
        MvcTestResult updated = fixtures.call(HttpMethod.POST, "/api/v3/checks/" + id, project.readWriteKey(), fields);
        assertThat(updated).hasStatusOk();
        return fixtures.json(updated);
    }

    /** The reasons of the incidents, the latest first. */
    private List<String> incidents(UUID id) {
        JsonNode list = fixtures.json(
                fixtures.call(HttpMethod.GET, "/api/v3/checks/" + id + "/incidents/", project.readWriteKey(), ""));
        return StreamSupport.stream(list.get("incidents").spliterator(), false)
                .map(incident -> incident.get("reason").asString())
                .toList();
    }
}
