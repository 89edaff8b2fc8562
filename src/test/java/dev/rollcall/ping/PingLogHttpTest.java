package dev.rollcall.ping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.project.Projects;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@RollcallTest
class PingLogHttpTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final String A = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
    private static final String B = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";
    private static final int LOG_LIMIT = 20;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    private Projects.NewProject project;
    private UUID check;

    @BeforeEach
    void makeCheck() {
        project = fixtures.project();
        clock.set(NOON);
        check = fixtures.check(project, "{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "v3"})
    void aPingIsListedWithAllItsFields(String version) {
        assertThat(fixtures.http()
                        .post()
                        .uri("/ping/" + check + "/7?rid=" + A)
                        .header("User-Agent", "curl/8.5.0")
                        .remoteAddress("203.0.113.7")
                        .content("disk full".getBytes(StandardCharsets.UTF_8)))
                .hasStatusOk();

        assertThat(get("/api/" + version + "/checks/" + check + "/pings/"))
                .hasStatusOk()
                .hasHeader("Access-Control-Allow-Origin", "*")
                .bodyJson()
                .isStrictlyEqualTo("""
                        {"pings": [{
                          "type": "fail", "date": "2026-03-01T12:00:00.123456+00:00", "n": 1, "scheme": "http",
                          "remote_addr": "203.0.113.7", "method": "POST", "ua": "curl/8.5.0", "rid": "%s",
                          "exitstatus": 7, "body_url": "https://rollcall.example/api/%s/checks/%s/pings/1/body"
                        }]}""".formatted(A, version, check));
    }

    @Test
    void aPlainPingHasNeitherRunNorBodyNorDuration() {
        fixtures.ping(check, "");

        JsonNode ping = pings().get(0);
        assertThat(ping.get("type").asString()).isEqualTo("success");
        assertThat(ping.get("rid").isNull()).isTrue();
        assertThat(ping.get("body_url").isNull()).isTrue();
        assertThat(ping.get("ua").asString()).isEmpty();
        assertThat(ping.has("duration")).isFalse();
        assertThat(ping.has("exitstatus")).isFalse();
    }

    @Test
    void theNewestPingsComeFirstUpToTheLimitOfTheLog() {
        for (String signal : List.of("/start", "", "/fail", "/log")) {
            fixtures.ping(check, signal);
        }
        assertThat(listed("type")).containsExactly("log", "fail", "success", "start");
        assertThat(listed("n")).containsExactly("4", "3", "2", "1");

        IntStream.range(0, LOG_LIMIT).forEach(n -> fixtures.ping(check, "/log"));
        assertThat(listed("n")).hasSize(LOG_LIMIT).startsWith("24", "23").endsWith("5");
    }

    @Test
    void anIgnoredPingIsListedAsIgnored() {
        check = fixtures.check(project, "{\"methods\": \"POST\"}");

        fixtures.ping(check, "/fail");

        assertThat(listed("type")).containsExactly("ign");
    }

    @Test
    void overlappingRunsAreMeasuredSeparately() {
        for (String signal : List.of(
                "/start?rid=" + A, "/start?rid=" + B, "/log?rid=" + A, "?rid=" + A, "/start", "/1?rid=" + B, "")) {
            fixtures.ping(check, signal);
            clock.advance(Duration.ofMillis(1_500));
        }

        // The newest ping is first. The run without an id took two steps, B four and A three.
        assertThat(listed("duration")).containsExactly("3.0", "6.0", "", "4.5", "", "", "");
    }

    @Test
    void theLastDurationIsOfTheRunThatEndedLastEvenIfAnotherBeganLater() {
        fixtures.ping(check, "/start?rid=" + A);
        clock.advance(Duration.ofSeconds(10));
        fixtures.ping(check, "/start?rid=" + B);
        clock.advance(Duration.ofSeconds(20));

        fixtures.ping(check, "?rid=" + A);
        assertThat(fixtures.show(project, check).get("last_duration").asLong()).isEqualTo(30);
        assertThat(fixtures.show(project, check).get("started").asBoolean()).isTrue();

        fixtures.ping(check, "?rid=" + B);
        assertThat(fixtures.show(project, check).get("last_duration").asLong()).isEqualTo(20);
        assertThat(fixtures.show(project, check).get("started").asBoolean()).isFalse();
    }

    @Test
    void anEndWithoutAStartOfItsOwnHasNoDuration() {
        for (String signal : List.of("/start?rid=" + A, "?rid=" + B, "", "?rid=" + A, "?rid=" + A)) {
            fixtures.ping(check, signal);
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(listed("duration")).containsExactly("", "3.0", "", "", "");
    }

    @Test
    void aStartMoreThanThreeDaysBeforeAnEndIsIgnored() {
        fixtures.ping(check, "/start");
        clock.advance(Duration.ofDays(3).plusSeconds(1));
        fixtures.ping(check, "");

        assertThat(listed("duration")).containsExactly("", "");
    }

    @Test
    void aDurationStaysAfterItsStartIsPruned() {
        fixtures.ping(check, "/start");
        IntStream.range(0, LOG_LIMIT * 2).forEach(n -> fixtures.ping(check, "/log"));
        clock.advance(Duration.ofSeconds(9));
        fixtures.ping(check, "");

        assertThat(listed("duration")).startsWith("9.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "v3"})
    void aBodyIsReturnedAsSent(String version) {
        byte[] body = new byte[256];
        IntStream.range(0, body.length).forEach(n -> body[n] = (byte) n);
        assertThat(fixtures.http().post().uri("/ping/" + check).content(body)).hasStatusOk();

        assertThat(get("/api/" + version + "/checks/" + check + "/pings/1/body"))
                .hasStatusOk()
                .hasHeader("Content-Type", "text/plain")
                .hasHeader("Access-Control-Allow-Origin", "*")
                .body()
                .isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "0", "-1", "x", "1.0", "99999999999999999999"})
    void anUnknownPingAndAPingWithoutABodyHaveNone(String n) {
        fixtures.ping(check, "");

        MvcTestResult answer = get("/api/v3/checks/" + check + "/pings/" + n + "/body");

        assertThat(answer).hasStatus(404);
        assertThat(fixtures.json(answer).get("type").asString()).isEqualTo("/problems/ping-not-found");
        assertThat(fixtures.json(answer).get("error").asString()).isEqualTo("not found");
    }

    @Test
    void onlyTheProjectsReadWriteKeyReadsTheLog() {
        assertThat(fixtures.http().post().uri("/ping/" + check).content("secret".getBytes(StandardCharsets.UTF_8)))
                .hasStatusOk();
        for (String path : List.of("/pings/", "/pings/1/body")) {
            String address = "/api/v3/checks/" + check + path;
            assertThat(call(address, project.readOnlyKey())).as(path).hasStatus(401);
            assertThat(call(address, project.pingKey())).as(path).hasStatus(401);
            assertThat(fixtures.http().get().uri(address)).as(path).hasStatus(401);
            assertThat(call(address, fixtures.project().readWriteKey()))
                    .as(path)
                    .hasStatus(403);
            assertThat(get("/api/v3/checks/" + UUID.randomUUID() + path))
                    .as(path)
                    .hasStatus(404);
            assertThat(get("/api/v3/checks/no-id" + path)).as(path).hasStatus(404);
        }
    }

    private JsonNode pings() {
        return fixtures.json(get("/api/v3/checks/" + check + "/pings/")).get("pings");
    }

    /** One member of each ping in the list; empty if it is missing. */
    private List<String> listed(String member) {
        return pings().valueStream()
                .map(ping -> ping.has(member) ? ping.get(member).asString() : "")
                .toList();
    }

    private MvcTestResult get(String path) {
        return call(path, project.readWriteKey());
    }

    private MvcTestResult call(String path, String key) {
        return fixtures.call(HttpMethod.GET, path, key, "");
    }
}
