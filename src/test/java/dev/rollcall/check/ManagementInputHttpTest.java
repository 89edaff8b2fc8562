package dev.rollcall.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.project.Projects;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import testing.Contract;
import testing.Operation;

/** Strange input to the management API gets an answer that says what is wrong, and does no harm. */
@RollcallTest
class ManagementInputHttpTest {

    @Autowired
    private Fixtures fixtures;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "v3"})
    void everyInvalidValueIsRefusedWithTheNameOfItsField(String version) {
        for (String[] fault : new String[][] {
            {"name", text(101), "is too long"},
            {"slug", text(101), "is too long"},
            {"tags", text(501), "is too long"},
            {"desc", text(10_001), "is too long"},
            {"tz", text(37), "is too long"},
            {"start_kw", text(201), "is too long"},
            {"success_kw", text(201), "is too long"},
            {"failure_kw", text(201), "is too long"},
            {"subject", text(201), "is too long"},
            {"subject_fail", text(201), "is too long"},
            {"schedule", "\"" + "1,".repeat(100) + "1 * * * *\"", "is too long"},
            {"timeout", "31536001", "is too large"},
            {"timeout", "9223372036854775807", "is too large"},
            {"timeout", "1e400", "is not a number"},
            {"timeout", "99999999999999999999999999", "is too large"},
            {"grace", "-99999999999999999999999999", "is too small"},
            {"timeout", "-1", "is too small"},
            {"grace", "0", "is too small"},
            {"grace", "true", "is not a number"},
            {"grace", "[60]", "is not a number"},
            {"timeout", "null", "is not a number"},
            {"name", "null", "is not a string"},
            {"name", "[]", "is not a string"},
            {"channels", "123", "is not a string"},
            {"channels", "null", "is not a string"},
            {"subject", "false", "is not a string"},
            {"unique", "null", "is not an array"},
            {"unique", "{}", "is not an array"},
            {"manual_resume", "1", "is not a boolean"},
            {"manual_resume", "null", "is not a boolean"},
            {"filter_subject", "\"surprise\"", "is not a boolean"},
            {"filter_http_body", "\"true\"", "is not a boolean"},
            {"methods", "\"GET\"", "has unexpected value"},
            {"slug", "\"Straße\"", "does not match pattern"},
            {"tz", "\"not-a-timezone\"", "is not a valid timezone"},
            {"tz", "\"\"", "is not a valid timezone"},
            {"desc", "\"a\\u0000b\"", "contains a null character"},
        }) {
            String body = "{\"%s\": %s}".formatted(fault[0], fault[1]);
            MvcTestResult refused = call(HttpMethod.POST, "/api/" + version + "/checks/", body);
            assertThat(refused).as(body).hasStatus(400);
            assertThat(fixtures.json(refused).get("error").asString())
                    .as(body)
                    .isEqualTo("json validation error: " + fault[0] + " " + fault[2]);
            assertThat(fixtures.json(refused).get("errors").get(fault[0]).asString())
                    .as(body)
                    .startsWith(fault[2]);
        }
        assertThat(fixtures.json(call(HttpMethod.GET, "/api/" + version + "/checks/", ""))
                        .get("checks"))
                .isEmpty();
    }

    @Test
    void theLongestValuesAreAccepted() {
        UUID id = fixtures.check(project, """
                {"name": %s, "tags": %s, "desc": %s, "timeout": 31536000, "grace": 31536000, "success_kw": %s}
                """.formatted(text(100), text(500), text(10_000), text(200)));
        assertThat(fixtures.show(project, id).get("tags").asString()).hasSize(500);
    }

    @Test
    void bytesThatAreNotTextAreRefused() {
        byte[][] bodies = {
            {'{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xff, (byte) 0xfe, '"', '}'},
            {'{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xc3, '"', '}'},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {0, 1, 2, 3}
        };
        for (byte[] body : bodies) {
            assertThat(fixtures.http()
                            .post()
                            .uri("/api/v3/checks/")
                            .header("X-Api-Key", project.readWriteKey())
                            .content(body))
                    .hasStatus(400)
                    .bodyJson()
                    .extractingPath("$.error")
                    .isEqualTo("could not parse request body");
        }
    }

    @Test
    void aTagMayHaveAComma() {
        fixtures.check(project, "{\"tags\": \"a,b c\"}");
        assertThat(found("?tag=a,b")).isOne();
        assertThat(found("?tag=a,b&tag=c")).isOne();
        assertThat(found("?tag=a")).isZero();
        assertThat(found("?tag=")).isZero();
        assertThat(found("?tag=%00")).isZero();
        assertThat(found("?slug=")).isOne();
        assertThat(found("?slug=%00")).isZero();
    }

    @Test
    void aFilterMayHaveManyTags() {
        fixtures.check(project, "{\"tags\": \"a\"}");
        assertThat(found("?tag=" + String.join("&tag=", java.util.Collections.nCopies(900, "a"))))
                .isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "v3"})
    void channelsAreListedByEveryVersion(String version) {
        assertThat(call(HttpMethod.POST, "/api/v3/channels/", "{\"kind\": \"log\", \"name\": \"ops\"}"))
                .hasStatus(201);
        MvcTestResult listed = call(HttpMethod.GET, "/api/" + version + "/channels/", "");
        assertThat(listed).hasStatusOk();
        assertThat(fixtures.json(listed).get("channels").get(0).propertyNames())
                .containsExactlyInAnyOrder("id", "name", "kind");
        assertThat(fixtures.call(HttpMethod.GET, "/api/" + version + "/channels/", project.readOnlyKey(), ""))
                .hasStatus(401);
    }

    @Test
    void aPercentEncodedVersionIsTheSameVersion() {
        UUID id = fixtures.check(project, "{}");
        MvcTestResult shown = call(HttpMethod.GET, "/api/%76%31/checks/" + id, "");
        assertThat(shown).hasStatusOk();
        assertThat(fixtures.json(shown).get("update_url").asString()).contains("/api/v1/checks/");
    }

    @Test
    void everyRouteAnswersAPreflight() {
        UUID id = fixtures.check(project, "{}");
        Map<String, Integer> statuses = new TreeMap<>();
        for (String version : List.of("v1", "v2", "v3")) {
            for (String path : List.of(
                    "/checks/",
                    "/checks/" + id,
                    "/checks/" + id + "/pause",
                    "/checks/" + id + "/resume",
                    "/checks/" + id + "/flips/",
                    "/channels/",
                    "/status/")) {
                MvcTestResult asked = fixtures.http()
                        .options()
                        .uri("/api/" + version + path)
                        .header("Origin", "https://elsewhere.example")
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "X-Api-Key")
                        .exchange();
                statuses.put(version + path, asked.getResponse().getStatus());
                assertThat(asked).hasHeader("Access-Control-Allow-Origin", "*");
                assertThat(asked.getResponse().getHeader("Access-Control-Allow-Methods"))
                        .contains("GET", "POST", "DELETE");
                assertThat(asked.getResponse().getHeader("Access-Control-Allow-Headers"))
                        .contains("X-Api-Key");
            }
        }
        assertThat(statuses.values()).containsOnly(204);
    }

    @Test
    void optionsOfAnyRouteOfTheApiAndOfABadgeIsAnsweredWith204AndTheCorsHeaders() {
        UUID id = fixtures.check(project, "{}");
        List<String> paths = new ArrayList<>(List.of(
                "/badge/" + id + "/AAAAAAAA.svg",
                "/badge/" + id + "/AAAAAAAA/db.json",
                "/b/2/" + id + ".shields",
                "/ping/" + id,
                "/ping/" + id + "/start"));
        for (String version : List.of("v1", "v2", "v3")) {
            for (String rest : List.of(
                    "/checks/",
                    "/checks/" + id,
                    "/checks/" + "a".repeat(40),
                    "/checks/" + id + "/pause",
                    "/checks/" + id + "/resume",
                    "/checks/" + id + "/flips/",
                    "/checks/" + id + "/pings/",
                    "/checks/" + id + "/pings/1/body",
                    "/channels/",
                    "/badges/",
                    "/status/")) {
                paths.add("/api/" + version + rest);
            }
        }
        for (String path : paths) {
            assertThat(fixtures.http().options().uri(path))
                    .as(path)
                    .hasStatus(204)
                    .hasHeader("Access-Control-Allow-Origin", "*")
                    .hasHeader("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE")
                    .hasHeader("Access-Control-Allow-Headers", "Content-Type, X-Api-Key, X-Request-Id")
                    .hasHeader("Access-Control-Max-Age", "600");
        }
        assertThat(fixtures.http().options().uri("/api/v3/no-such-thing")).hasStatus(404);
        assertThat(fixtures.http().options().uri("/version")).hasStatus(200);
    }

    @Test
    void aPageOfAnotherOriginCanReadTheReasonOfARefusal() {
        for (String path : List.of("/api/v1/checks/", "/api/v2/checks/garbage", "/api/v3/no-such-thing")) {
            assertThat(fixtures.http().get().uri(path)).hasStatus(401).hasHeader("Access-Control-Allow-Origin", "*");
        }
        assertThat(call(HttpMethod.PUT, "/api/v3/checks/", ""))
                .hasStatus(405)
                .hasHeader("Access-Control-Allow-Origin", "*");
        assertThat(call(HttpMethod.POST, "/api/v3/checks/", "{"))
                .hasStatus(400)
                .hasHeader("Access-Control-Allow-Origin", "*");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aListWithoutTheFinalSlashRedirectsToTheOneWithIt(String list) {
        String path = list.replace("{id}", UUID.randomUUID().toString()).replaceFirst("/$", "");
        assertThat(call(HttpMethod.GET, path + "?tag=a%20b&tag=c", ""))
                .hasStatus(301)
                .hasHeader("Location", path + "/?tag=a%20b&tag=c")
                .hasHeader("Access-Control-Allow-Origin", "*");
        assertThat(call(HttpMethod.POST, path, "{}")).hasStatus(308).hasHeader("Location", path + "/");
    }

    static Stream<String> lists() {
        return Contract.read().operations().stream()
                .map(Operation::path)
                .filter(path -> path.startsWith("/api/") && path.endsWith("/"))
                .distinct();
    }

    /** A JSON string with this many letters. */
    private static String text(int length) {
        return "\"" + "a".repeat(length) + "\"";
    }

    private int found(String query) {
        MvcTestResult listed = call(HttpMethod.GET, "/api/v3/checks/" + query, "");
        assertThat(listed).as(query).hasStatusOk();
        return fixtures.json(listed).get("checks").size();
    }

    private MvcTestResult call(HttpMethod method, String path, String body) {
        // A URI, because percent signs in a text would be escaped.
        return fixtures.http()
                .method(method)
                .uri(URI.create(path))
                .header("X-Api-Key", project.readWriteKey())
                .content(body)
                .exchange();
    }
}
