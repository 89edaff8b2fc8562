package dev.rollcall.ping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.project.Projects;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@RollcallTest
class SlugPingHttpTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int AT_ONCE = 8;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
        clock.set(NOON);
    }

    @ParameterizedTest
    @CsvSource({
        "''    , SUCCESS ,     , up",
        "/     , SUCCESS ,     , up",
        "/start, START   ,     , new",
        "/start/, START  ,     , new",
        "/fail , FAIL    ,     , down",
        "/log  , LOG     ,     , new",
        "/0    , SUCCESS , 0   , up",
        "/255  , FAIL    , 255 , down"
    })
    void everySignalAcceptsEveryMethod(String signal, PingKind kind, @Nullable Integer exitStatus, String status) {
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT)) {
            UUID check = fixtures.check(project, "{\"slug\": \"" + method.name().toLowerCase(Locale.ROOT) + "\"}");

            assertThat(send(method, path(method.name().toLowerCase(Locale.ROOT) + signal)))
                    .as(method + " " + signal)
                    .hasStatusOk()
                    .hasHeader("Access-Control-Allow-Origin", "*")
                    .hasHeader("Ping-Body-Limit", "1000");

            assertThat(rows(check)).containsExactly(kind + " " + method + " " + exitStatus);
            assertThat(fixtures.show(project, check).get("status").asString()).isEqualTo(status);
        }
    }

    @Test
    void anUnknownSlugAndAnUnknownKeyAreNotFound() {
        fixtures.check(project, "{\"slug\": \"backup\"}");
        Projects.NewProject other = fixtures.project();
        for (String path : List.of(
                path("no-backup"),
                path("no-backup/start"),
                path("no-backup?create=0"),
                path("no-backup?create="),
                path("no-backup?create=1&create=0"),
                "/ping/" + other.pingKey() + "/backup",
                "/ping/" + project.readWriteKey() + "/backup",
                "/ping/" + project.readOnlyKey() + "/backup/fail?create=1",
                "/ping/no-such-key/backup?create=1")) {
            assertThat(send(HttpMethod.GET, path))
                    .as(path)
                    .hasStatus(404)
                    .hasBodyTextEqualTo("not found")
                    .hasHeader("Access-Control-Allow-Origin", "*");
        }
        assertThat(checks()).isEqualTo(1);
    }

    @Test
    void aSlugOfSeveralChecksIsAmbiguousAndPingsNone() {
        UUID one = fixtures.check(project, "{\"slug\": \"twin\"}");
        UUID two = fixtures.check(project, "{\"slug\": \"twin\"}");
        fixtures.check(fixtures.project(), "{\"slug\": \"twin\"}");

        for (String path : List.of("twin", "twin/fail", "twin?create=1")) {
            assertThat(send(HttpMethod.POST, path(path)))
                    .hasStatus(409)
                    .hasBodyTextEqualTo("ambiguous slug")
                    .hasHeader("Access-Control-Allow-Origin", "*");
        }

        assertThat(rows(one)).isEmpty();
        assertThat(rows(two)).isEmpty();
        assertThat(checks()).isEqualTo(2);
    }

    @Test
    void createAddsACheckWithTheDefaultsAndAllChannelsAndPingsIt() {
        for (String name : List.of("one", "two")) {
            fixtures.call(
                    HttpMethod.POST,
                    "/api/v3/channels/",
                    project.readWriteKey(),
                    "{\"kind\": \"log\", \"name\": \"" + name + "\"}");
        }

        assertThat(send(HttpMethod.GET, path("srv-01/3?create=1")))
                .hasStatus(201)
                .hasBodyTextEqualTo("Created");
        assertThat(send(HttpMethod.GET, path("srv-01?create=1"))).hasStatus(200).hasBodyTextEqualTo("OK");

        JsonNode made = onlyCheck();
        assertThat(made.get("name").asString()).isEqualTo("srv-01");
        assertThat(made.get("slug").asString()).isEqualTo("srv-01");
        assertThat(made.get("timeout").asLong()).isEqualTo(86_400);
        assertThat(made.get("grace").asLong()).isEqualTo(3_600);
        assertThat(made.get("channels").asString().split(",")).hasSize(2);
        assertThat(made.get("status").asString()).isEqualTo("up");
        assertThat(made.get("n_pings").asLong()).isEqualTo(2);
        assertThat(rows(UUID.fromString(made.get("uuid").asString())))
                .containsExactly("FAIL GET 3", "SUCCESS GET null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "srv/256?create=1",
                "SRV?create=1",
                "Srv/start?create=1",
                "srv?create=1&rid=1",
                "srv/start?rid=&create=1"
            })
    void createAddsNothingForAnInvalidAddress(String rest) {
        assertThat(send(HttpMethod.POST, path(rest)))
                .hasStatus(400)
                .satisfies(answer -> assertThat(answer.getResponse().getContentAsString())
                        .isIn("invalid url format", "invalid uuid format"));

        assertThat(checks()).isZero();
    }

    @Test
    void aSlugThatIsTooLongIsNotFoundAndAddsNothing() {
        String slug = "a".repeat(101);

        assertThat(send(HttpMethod.GET, path(slug))).hasStatus(404);
        assertThat(send(HttpMethod.GET, path(slug + "?create=1"))).hasStatus(400);

        assertThat(checks()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "srv/-1?create=1",
                "srv/success?create=1",
                "srv/fail1",
                "s.r.v?create=1",
                "a.b",
                "a.b/start",
                "A.b",
                "a%20b?create=1",
                "%C3%A4?create=1",
                "%7Bsrv%7D"
            })
    void anInvalidPathIsNotFoundAndAddsNothing(String rest) {
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT)) {
            assertThat(fixtures.http().method(method).uri(URI.create(path(rest))))
                    .as(method.name())
                    .hasStatus(404)
                    .hasBodyTextEqualTo("not found")
                    .hasHeader("Access-Control-Allow-Origin", "*");
        }

        assertThat(checks()).isZero();
    }

    @Test
    void aSlugMayEqualTheNameOfASignal() {
        UUID check = fixtures.check(project, "{\"slug\": \"fail\"}");

        assertThat(send(HttpMethod.GET, path("fail"))).hasStatusOk();

        assertThat(fixtures.show(project, check).get("status").asString()).isEqualTo("up");
    }

    @Test
    void manyRequestsAtOnceCreateOneCheck() throws Exception {
        for (int round = 0; round < 5; round++) {
            String slug = "round-" + round;
            List<Integer> statuses = allAtOnce(() -> send(HttpMethod.POST, path(slug + "?create=1"))
                    .getResponse()
                    .getStatus());
            assertThat(statuses).as(slug).containsOnlyOnce(201).allMatch(status -> status == 201 || status == 200);
            assertThat(checks()).isEqualTo(round + 1);
        }
        assertThat(fixtures.json(list()).get("checks"))
                .allSatisfy(check -> assertThat(check.get("n_pings").asLong()).isEqualTo(AT_ONCE));
    }

    private static List<Integer> allAtOnce(Callable<Integer> call) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var ready = new CountDownLatch(AT_ONCE);
            List<Future<Integer>> answers = callers.invokeAll(IntStream.range(0, AT_ONCE)
                    .<Callable<Integer>>mapToObj(n -> () -> {
                        ready.countDown();
                        ready.await();
                        return call.call();
                    })
                    .toList());
            return answers.stream().map(SlugPingHttpTest::done).toList();
        } finally {
            callers.shutdownNow();
        }
    }

    private static Integer done(Future<Integer> answer) {
        try {
            return answer.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String path(String rest) {
        return "/ping/" + project.pingKey() + "/" + rest;
    }

    private MvcTestResult send(HttpMethod method, String path) {
        return fixtures.http().method(method).uri(path).exchange();
    }

    private MvcTestResult list() {
        return fixtures.call(HttpMethod.GET, "/api/v3/checks/", project.readWriteKey(), "");
    }

    private int checks() {
        return fixtures.json(list()).get("checks").size();
    }

    private JsonNode onlyCheck() {
        JsonNode found = fixtures.json(list()).get("checks");
        assertThat(found.size()).isEqualTo(1);
        return found.get(0);
    }

    private List<String> rows(UUID check) {
        return fixtures.jdbc()
                .sql("""
                        SELECT kind || ' ' || method || ' ' || coalesce(exit_status::text, 'null')
                        FROM pings
                        WHERE check_id = :check
                        ORDER BY n
                        """)
                .param("check", check)
                .query(String.class)
                .list();
    }
}
