package dev.rollcall.ping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.project.Projects;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

@RollcallTest
class PingHttpTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String RUN = "11111111-1111-4111-8111-111111111111";
    private static final String OTHER_RUN = "22222222-2222-4222-8222-222222222222";
    private static final int LOG_LIMIT = 20;
    private static final int LOG_SLACK = 16;
    private static final int BODY_LIMIT = 1000;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private PingRecorder recorder;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping routes;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
        clock.set(NOON);
    }

    @ParameterizedTest
    @CsvSource({
        "''    , SUCCESS ,     , up",
        "/start, START   ,     , new",
        "/fail , FAIL    ,     , down",
        "/log  , LOG     ,     , new",
        "/0    , SUCCESS , 0   , up",
        "/1    , FAIL    , 1   , down",
        "/255  , FAIL    , 255 , down",
        "/Fail , FAIL    ,     , down"
    })
    void everySignalAcceptsEveryMethod(String signal, PingKind kind, @Nullable Integer exitStatus, String status) {
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT)) {
            UUID check = fixtures.check(project, "{}");

            assertThat(fixtures.http().method(method).uri("/ping/" + check + signal))
                    .as(method + " " + signal)
                    .hasStatusOk();

            Row logged = onlyRow(check);
            assertThat(logged.kind()).isEqualTo(kind);
            assertThat(logged.exitStatus()).isEqualTo(exitStatus);
            assertThat(logged.method()).isEqualTo(method.name());
            assertThat(fixtures.show(project, check).get("status").asString()).isEqualTo(status);
        }
    }

    @Test
    void anOkIsPlainTextForEveryOriginAndNamesTheBodyLimit() {
        UUID check = fixtures.check(project, "{}");

        assertThat(fixtures.http().get().uri("/ping/" + check))
                .hasStatusOk()
                .hasBodyTextEqualTo("OK")
                .hasHeader("Content-Type", "text/plain;charset=UTF-8")
                .hasHeader("Access-Control-Allow-Origin", "*")
                .hasHeader("Ping-Body-Limit", String.valueOf(BODY_LIMIT));
    }

    @Test
    void aSlashAtTheEndChangesNothing() {
        UUID check = fixtures.check(project, "{}");

        fixtures.ping(check, "/");
        fixtures.ping(check, "/start/");
        fixtures.ping(check, "/7/");

        assertThat(rows(check)).extracting(Row::kind).containsExactly(PingKind.SUCCESS, PingKind.START, PingKind.FAIL);
    }

    @Test
    void anUnknownCheckAndAnInvalidIdAreNotFound() {
        String known = fixtures.check(project, "{}").toString();
        for (String id : new String[] {
            UUID.randomUUID().toString(),
            "%7B" + known + "%7D",
            "garbage",
            "1-1-1-1-1",
            known.replace("-", ""),
            known + "0"
        }) {
            for (String signal : new String[] {"", "/start", "/1"}) {
                assertThat(fixtures.http().post().uri(URI.create("/ping/" + id + signal)))
                        .as(id + signal)
                        .hasStatus(404)
                        .hasBodyTextEqualTo("not found")
                        .hasHeader("Content-Type", "text/plain;charset=UTF-8");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"256", "999", "000256", "1000", "123456789012", "Foo", "1A"})
    void anImpossibleExitStatusAndASignalInCapitalsAreRefused(String signal) {
        UUID check = fixtures.check(project, "{}");

        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT)) {
            assertThat(fixtures.http().method(method).uri("/ping/" + check + "/" + signal))
                    .hasStatus(400)
                    .hasBodyTextEqualTo("invalid url format");
        }

        assertThat(rows(check)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo",
                "foo/",
                "foo?create=1",
                "success",
                "failed",
                "fail1",
                "-1",
                "1.5",
                "1e1",
                "a%20b",
                "%C3%A4",
                "%7Bstart%7D",
                "start/extra",
                "start/extra?create=1",
                "start/fail",
                "0/0"
            })
    void anyOtherTextAfterAnIdIsNotFound(String rest) {
        UUID check = fixtures.check(project, "{}");

        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT)) {
            assertThat(fixtures.http().method(method).uri(URI.create("/ping/" + check + "/" + rest)))
                    .as(method.name())
                    .hasStatus(404)
                    .hasBodyTextEqualTo("not found")
                    .hasHeader("Access-Control-Allow-Origin", "*");
        }

        assertThat(rows(check)).isEmpty();
        assertThat(fixtures.json(fixtures.call(HttpMethod.GET, "/api/v3/checks/", project.readWriteKey(), ""))
                        .get("checks"))
                .hasSize(1);
    }

    @Test
    void anExitStatusMayHaveLeadingZeros() {
        UUID check = fixtures.check(project, "{}");

        fixtures.ping(check, "/0001");
        fixtures.ping(check, "/000");

        assertThat(rows(check)).extracting(Row::kind).containsExactly(PingKind.FAIL, PingKind.SUCCESS);
    }

    @Test
    void aSuccessThatEndsNoRunHasNoDuration() {
        UUID check = fixtures.check(project, "{}");
        for (String version : List.of("v1", "v2", "v3")) {
            fixtures.ping(check, "/start");
            clock.advance(Duration.ofSeconds(5));
            fixtures.ping(check, "");
            assertThat(lastDuration(version, check)).as(version).isEqualTo("5");

            fixtures.ping(check, "/log");
            assertThat(lastDuration(version, check)).as(version).isEqualTo("5");

            fixtures.ping(check, "");
            assertThat(lastDuration(version, check)).as(version).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rid",
                "rid=",
                "rid=1",
                "rid=1-1-1-1-1",
                "rid=11111111111141118111111111111111",
                "rid=" + RUN + "&rid"
            })
    void aRunIdThatIsNotAUuidIsRefused(String query) {
        UUID check = fixtures.check(project, "{}");

        assertThat(fixtures.http().get().uri("/ping/" + check + "?" + query))
                .hasStatus(400)
                .hasBodyTextEqualTo("invalid uuid format");

        assertThat(rows(check)).isEmpty();
    }

    @Test
    void aSuccessAfterAStartSaysHowLongTheRunTook() {
        UUID check = fixtures.check(project, "{}");
        fixtures.ping(check, "/start");
        assertThat(fixtures.show(project, check).get("started").asBoolean()).isTrue();

        clock.advance(Duration.ofSeconds(90));
        fixtures.ping(check, "");

        JsonNode shown = fixtures.show(project, check);
        assertThat(shown.get("started").asBoolean()).isFalse();
        assertThat(shown.get("last_duration").asLong()).isEqualTo(90);
        assertThat(rows(check)).extracting(Row::durationMillis).containsExactly(null, 90_000L);
    }

    @Test
    void onlyASuccessWithItsOwnRunIdEndsARun() {
        UUID check = fixtures.check(project, "{}");
        fixtures.ping(check, "/start?rid=" + RUN);
        clock.advance(Duration.ofSeconds(5));

        fixtures.ping(check, "?rid=" + OTHER_RUN);
        JsonNode other = fixtures.show(project, check);
        assertThat(other.get("started").asBoolean()).isTrue();
        assertThat(other.has("last_duration")).isFalse();

        fixtures.ping(check, "?rid=1&a=b&rid=" + RUN);
        JsonNode own = fixtures.show(project, check);
        assertThat(own.get("started").asBoolean()).isFalse();
        assertThat(own.get("last_duration").asLong()).isEqualTo(5);
        assertThat(rows(check)).extracting(row -> String.valueOf(row.runId())).containsExactly(RUN, OTHER_RUN, RUN);
    }

    @Test
    void aLogSignalChangesNothingButTheCount() {
        UUID check = fixtures.check(project, "{}");
        fixtures.ping(check, "");
        JsonNode before = fixtures.show(project, check);

        clock.advance(Duration.ofSeconds(30));
        fixtures.ping(check, "/log");

        JsonNode after = fixtures.show(project, check);
        assertThat(after.get("n_pings").asLong()).isEqualTo(2);
        assertThat(after.get("status")).isEqualTo(before.get("status"));
        assertThat(after.get("last_ping")).isEqualTo(before.get("last_ping"));
        assertThat(after.get("next_ping")).isEqualTo(before.get("next_ping"));
    }

    @Test
    void aBodyOfAnyBytesIsKeptAsSent() {
        UUID check = fixtures.check(project, "{}");
        byte[] body = new byte[256];
        for (int n = 0; n < body.length; n++) {
            body[n] = (byte) n;
        }

        assertThat(post(check, "/fail", MediaType.APPLICATION_OCTET_STREAM, body))
                .hasStatusOk();

        assertThat(onlyRow(check).body()).isEqualTo(body);
    }

    @Test
    void aBodyIsCutToTheLimit() {
        UUID check = fixtures.check(project, "{}");
        String kept = "a".repeat(BODY_LIMIT);

        assertThat(post(check, "", MediaType.TEXT_PLAIN, (kept + "b").getBytes(StandardCharsets.UTF_8)))
                .hasStatusOk();

        assertThat(onlyRow(check).body()).asString(StandardCharsets.UTF_8).isEqualTo(kept);
    }

    @Test
    void aPingWithoutABodyKeepsNone() {
        UUID check = fixtures.check(project, "{}");

        assertThat(post(check, "", MediaType.TEXT_PLAIN, new byte[0])).hasStatusOk();

        assertThat(onlyRow(check).body()).isNull();
    }

    /**
     * Spring looks at the parameters of such a route before its path. For that it would read the form that a ping sends
     * as its body, and the body would be lost.
     */
    @Test
    void noRouteIsChosenByAParameter() {
        assertThat(routes.getHandlerMethods().keySet())
                .hasSizeGreaterThan(50)
                .allSatisfy(route -> assertThat(route.getParamsCondition().isEmpty())
                        .as("%s", route)
                        .isTrue());
    }

    /** {@code curl -d} sends such a request. A servlet that asks for a parameter would read the body. */
    @Test
    void aBodyThatClaimsToBeAFormIsKeptAsSent() {
        UUID check = fixtures.check(project, "{}");
        String body = "rid=in-the-body&disk=90%25+full";

        assertThat(fixtures.http().perform(context -> new FormRequest(context, "/ping/" + check, "rid=" + RUN, body)))
                .hasStatusOk();

        Row logged = onlyRow(check);
        assertThat(logged.body()).asString(StandardCharsets.UTF_8).isEqualTo(body);
        assertThat(logged.runId()).isEqualTo(UUID.fromString(RUN));
    }

    @Test
    void aLongUserAgentIsCut() {
        UUID check = fixtures.check(project, "{}");

        assertThat(fixtures.http().get().uri("/ping/" + check).header("User-Agent", "x".repeat(201)))
                .hasStatusOk();

        assertThat(onlyRow(check).userAgent()).isEqualTo("x".repeat(200));
    }

    @Test
    void aCheckForPostOnlyLogsOtherMethodsAsIgnored() {
        UUID check = fixtures.check(project, "{\"methods\": \"POST\"}");

        fixtures.ping(check, "");
        assertThat(fixtures.show(project, check).get("status").asString()).isEqualTo("new");
        assertThat(onlyRow(check).kind()).isEqualTo(PingKind.IGNORED);

        assertThat(post(check, "", MediaType.TEXT_PLAIN, new byte[0])).hasStatusOk();
        JsonNode shown = fixtures.show(project, check);
        assertThat(shown.get("status").asString()).isEqualTo("up");
        assertThat(shown.get("n_pings").asLong()).isEqualTo(2);
    }

    @Test
    void aPausedCheckWithManualResumeIgnoresPings() {
        UUID check = fixtures.check(project, "{\"manual_resume\": true}");
        pause(check);

        fixtures.ping(check, "");

        assertThat(fixtures.show(project, check).get("status").asString()).isEqualTo("paused");
        assertThat(onlyRow(check).kind()).isEqualTo(PingKind.IGNORED);
    }

    @Test
    void anotherPausedCheckIsResumedByAPing() {
        UUID check = fixtures.check(project, "{\"manual_resume\": false}");
        pause(check);

        fixtures.ping(check, "");

        assertThat(fixtures.show(project, check).get("status").asString()).isEqualTo("up");
    }

    @Test
    void theLogKeepsTheLatestPingsAndTheCountKeepsAll() {
        UUID check = fixtures.check(project, "{}");
        for (int sent = 1; sent <= 3 * LOG_LIMIT; sent++) {
            fixtures.ping(check, "/log");

            List<Long> kept = rows(check).stream().map(Row::n).toList();
            assertThat(kept).hasSizeBetween(Math.min(sent, LOG_LIMIT), LOG_LIMIT + LOG_SLACK);
            assertThat(kept.get(kept.size() - 1)).isEqualTo(sent);
            assertThat(kept.get(0)).isEqualTo(sent - kept.size() + 1);
        }
        assertThat(rows(check)).hasSizeLessThan(3 * LOG_LIMIT);
        assertThat(fixtures.show(project, check).get("n_pings").asLong()).isEqualTo(3 * LOG_LIMIT);
    }

    @Test
    void theFirstFailIsAFlipFromNewToDown() {
        UUID check = fixtures.check(project, "{}");

        fixtures.ping(check, "/fail");

        assertThat(flips(check)).containsExactly("NEW DOWN FAIL " + NOON);
    }

    @Test
    void onlyTheFirstSuccessIsAFlipFromNewToUp() {
        UUID check = fixtures.check(project, "{}");

        fixtures.ping(check, "");
        clock.advance(Duration.ofSeconds(1));
        fixtures.ping(check, "");

        assertThat(flips(check)).containsExactly("NEW UP PING " + NOON);
    }

    @Test
    void aPingThatCannotBeRecordedIsNeverAnsweredWithOk() {
        UUID check = fixtures.check(project, "{}");
        recorder.stop();
        try {
            assertThat(fixtures.http().get().uri("/ping/" + check))
                    .hasStatus(503)
                    .hasHeader("Retry-After", "5")
                    .hasBodyTextEqualTo("unavailable, try again later");
        } finally {
            recorder.start();
        }
        fixtures.ping(check, "");
        assertThat(rows(check)).hasSize(1);
    }

    private void pause(UUID check) {
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/checks/" + check + "/pause", project.readWriteKey(), ""))
                .hasStatusOk();
    }

    private MvcTestResult post(UUID check, String signal, MediaType type, byte[] body) {
        return fixtures.http()
                .post()
                .uri("/ping/" + check + signal)
                .contentType(type)
                .content(body)
                .exchange();
    }

    /** Empty when the check has none. */
    private String lastDuration(String version, UUID check) {
        return fixtures.json(fixtures.call(
                        HttpMethod.GET, "/api/" + version + "/checks/" + check, project.readWriteKey(), ""))
                .path("last_duration")
                .asString("");
    }

    private Row onlyRow(UUID check) {
        List<Row> rows = rows(check);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private List<Row> rows(UUID check) {
        return fixtures.jdbc()
                .sql("""
                        SELECT n, kind, method, user_agent, run_id, exit_status, duration_ms, body
                        FROM pings
                        WHERE check_id = :check
                        ORDER BY n
                        """)
                .param("check", check)
                .query((row, n) -> new Row(
                        row.getLong("n"),
                        PingKind.valueOf(row.getString("kind")),
                        row.getString("method"),
                        row.getString("user_agent"),
                        row.getObject("run_id", UUID.class),
                        row.getObject("exit_status", Integer.class),
                        row.getObject("duration_ms", Long.class),
                        row.getBytes("body")))
                .list();
    }

    private List<String> flips(UUID check) {
        return fixtures.jdbc()
                .sql("""
                        SELECT from_status, to_status, reason, flipped_at
                        FROM flips
                        WHERE check_id = :check
                        ORDER BY id
                        """)
                .param("check", check)
                .query((row, n) -> row.getString("from_status") + " " + row.getString("to_status") + " "
                        + row.getString("reason") + " "
                        + row.getTimestamp("flipped_at").toInstant())
                .list();
    }

    /** A stored ping. */
    private record Row(
            long n,
            PingKind kind,
            String method,
            @Nullable String userAgent,
            @Nullable UUID runId,
            @Nullable Integer exitStatus,
            @Nullable Long durationMillis,
            byte @Nullable [] body) {}

    /** A form as in a servlet container: asking for any parameter reads the body, and a second reader gets nothing. */
    private static final class FormRequest extends MockHttpServletRequest {

        FormRequest(ServletContext context, String path, String query, String body) {
            super(context, "POST", path);
            setPathInfo(path);
            setQueryString(query);
            setContentType(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
            setContent(body.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public @Nullable String getParameter(String name) {
            readBody();
            return super.getParameter(name);
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            readBody();
            return super.getParameterMap();
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            readBody();
            return super.getParameterValues(name);
        }

        private void readBody() {
            try {
                getInputStream().readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
