package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import testing.App;
import testing.RawHttp;

/** Hosts and request targets as clients, proxies and platforms write them (RFC 3986, 9110, 9112). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestTargetTest {

    private final RunningRelease release = RunningRelease.get();

    /** Not the one that other tests use, because a counter is read that they would change. */
    private final App web = release.distrustfulWeb();

    private final String key = release.deploy().project().get("api_key").asString();

    private String check = "";

    @BeforeEach
    void makeCheck() {
        check = Deploy.check(web, key, "{}").get("uuid").asString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backup_rollcall_1:8080",
                "_",
                "my_app.my_network.internal",
                "1_2:80",
                "HC.Example",
                "hc.example.",
                "hc.example.:8080",
                "-hc-.example",
                "hc%5Fweb:8000",
                "a~b!$&'()*+,;=c",
                "hc_web:",
                "hc_web:0",
                "hc_web:65535",
                "192.0.2.1:8080",
                "[::1]",
                "[2001:db8::1]:8080",
                "[fe80::1%25eth0]:8080",
                "[fe80::1%eth0]:8080",
                ""
            })
    void everyWellFormedHostIsServed(String host) throws IOException {
        assertThat(answer("GET /ping/" + check, "Host: " + host).status()).isEqualTo(200);
        assertThat(answer("GET /api/v3/checks/" + check, "Host: " + host, "X-Api-Key: " + key)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hc web",
                "hc/web",
                "hc?web",
                "user@hc_web",
                "hc_web:http",
                "hc_web:80:80",
                "hc_web:65536",
                "hc_web:99999999999",
                "[::1",
                "[hc_web]",
                "hc%5",
                "hc%zz",
                "<hc>",
                "hc\\web",
                "hc_web\u00e9"
            })
    void everyMalformedHostIsRefusedWithAProblem(String host) throws IOException {
        RawHttp.Answer answer = answer("GET /ping/" + check, "Host: " + host);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(Deploy.JSON.readTree(answer.body()).get("error").asString()).isEqualTo("bad request");
        assertThat(answer.headers()).containsEntry("Access-Control-Allow-Origin", "*");
    }

    @ParameterizedTest
    @CsvSource({
        "http://hc.example, hc.example",
        "http://hc.example, hc.example:8080",
        "http://hc.example:8080, hc.example",
        "http://hc.example, localhost",
        "http://hc_web:8000, hc",
        "HTTPS://HC.Example, hc.example.",
        "http://user:pass@hc.example, localhost",
        "http://[::1]:8080, localhost",
        "http://hc.example, ''",
        "http://hc.example, hc example"
    })
    void theHostOfAnAbsoluteTargetOverridesTheHeader(String origin, String host) throws IOException {
        try (RawHttp wire = wire()) {
            for (int n = 0; n < 2; n++) {
                RawHttp.Answer answer = wire.write(
                                request("GET " + origin + "/ping/" + check + "?rid=" + check, "Host: " + host))
                        .answer();
                assertThat(answer.status()).as("request " + n).isEqualTo(200);
                assertThat(answer.isLast()).isFalse();
            }
        }
        assertThat(lastPing()).isEqualTo("success");
    }

    /**
     * Addresses in answers begin with SITE_ROOT. The host of the request changes nothing, even if a trusted proxy sends
     * it.
     */
    @Test
    void noAnswerRepeatsTheHostOfARequest() throws IOException {
        for (String target : List.of("/api/v3/checks/" + check, "http://evil.example/api/v3/checks/" + check)) {
            RawHttp.Answer answer = answer(
                    release.web(),
                    "GET " + target,
                    "Host: evil.example",
                    "X-Forwarded-Host: evil.example",
                    "Forwarded: host=evil.example",
                    "X-Api-Key: " + key);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("/ping/" + check).doesNotContain("evil");
            assertThat(answer.headers().toString()).doesNotContain("evil");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://hc.example/ping/{check}, Host: hc.example",
        "http://hc web/ping/{check}, Host: hc.example",
        "http://hc.example:http/ping/{check}, Host: hc.example",
        "http://hc.example/ping/{check}, Hosts: hc.example",
        "/ping/{check}, Hosts: hc.example",
        "ping/{check}, Host: hc.example"
    })
    void aRequestThatTheStandardForbidsIsRefused(String target, String header) throws IOException {
        assertThat(answer("GET " + target.replace("{check}", check), header).status())
                .isEqualTo(400);
    }

    @Test
    void twoHostsAreRefused() throws IOException {
        assertThat(answer("GET /ping/" + check, "Host: a", "Host: b").status()).isEqualTo(400);
        assertThat(answer("GET http://a/ping/" + check, "Host: a", "Host: b").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//ping/{check}",
                "/ping//{check}",
                "///ping///{check}//",
                "/ping/{check}//",
                "//ping/{check}//0",
                "http://localhost//ping/{check}"
            })
    void repeatedSlashesInThePathOfAPingAreServed(String target) throws IOException {
        assertThat(answer("POST " + target.replace("{check}", check), "Host: hc", "Content-Length: 0")
                        .status())
                .isEqualTo(200);
        assertThat(lastPing()).isEqualTo("success");
    }

    @Test
    void repeatedSlashesInThePathOfTheApiAreServedToAuthorizedCallers() throws IOException {
        for (String path : List.of("//api/v3/checks/", "/api//v3/checks/", "/api/v3//checks//", "/api/v3/checks//")) {
            assertThat(answer("GET " + path, "Host: hc", "X-Api-Key: " + key).status())
                    .as(path)
                    .isEqualTo(200);
            assertThat(answer("GET " + path, "Host: hc").status()).as(path).isEqualTo(401);
        }
        RawHttp.Answer redirect = answer("GET //api//v3//checks", "Host: hc", "X-Api-Key: " + key);
        assertThat(redirect.headers()).containsEntry("Location", "/api/v3/checks/");
    }

    @ParameterizedTest
    @CsvSource({
        "//actuator/env, 404",
        "/actuator//env, 404",
        "//actuator//heapdump, 404",
        "//actuator/prometheus, 401",
        "/ping//../actuator/env, 400",
        "/ping/..//actuator/env, 400",
        "/ping/.//../actuator/env, 400",
        "//./actuator/env, 400",
        "/ping/%2e%2e//actuator/env, 400",
        "/ping/%2F%2Factuator/env, 400",
        "/%2Factuator/env, 400",
        "/;//actuator/env, 400",
        "/ping/;a//x, 400",
        "/\\/actuator/env, 400",
        "//api//v3//keys/, 401",
        "//nowhere, 404"
    })
    void repeatedSlashesBypassNoRule(String path, int status) throws IOException {
        assertThat(answer("GET " + path, "Host: hc").status()).isEqualTo(status);
    }

    @Test
    void aRequestThatTheServerRefusesIsAnEventAndCounted() throws IOException {
        double before = refused();
        int events = events().size();
        answer("GET /ping/" + check, "Host: a b");
        answer("GET /ping/" + check + "%zz", "Host: hc");
        answer("GET /ping/" + check, "Host: a", "Host: b");
        answer("GET /ping/" + check, "Host: hc", "X: " + "x".repeat(20_000));
        answer("G\u00e9T /ping/" + check, "Host: hc");
        // Answered by our own code, which logs it.
        answer("GET /ping/" + check, "Host: hc");
        answer("GET /ping/" + check + ";a", "Host: hc");
        answer("GET /nowhere", "Host: hc");

        Deploy.until(() -> refused() == before + 5);
        assertThat(events()).hasSize(events + 5);
        assertThat(events().subList(events, events + 5))
                .allMatch(line -> line.contains("\"status\":400") && line.contains("\"client\":\"127.0.0.1\""))
                .noneMatch(line -> line.contains(check));
    }

    /** A client that forgets to encode a path gets the same answer as one that encodes it. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "/ping/{id}, 404",
                "/ping/id/{start}, 404",
                "/ping/id/a|b, 404",
                "/ping/id/a^b, 404",
                "/ping/id/<b>, 404",
                "/ping/id/[1], 404",
                "/ping/id/\"start\", 404",
                "/ping/{id}/more/than/that, 404",
                "/api/v3/checks/{id}, 404",
                "/api/v3/{checks}, 404",
                "/{nowhere}, 404",
                "/{x}/../actuator/env, 400",
                "/ping/id/a\\b, 400"
            })
    void anUnencodedPathIsReadLikeAnEncodedOne(String path, int status) throws IOException {
        RawHttp.Answer answer = answer("GET " + path.replace("id", check), "Host: hc", "X-Api-Key: " + key);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(lastPing()).isEmpty();
    }

    /** {@code curl --http2} asks for it; the answer may stay with HTTP/1.1 (RFC 9110, 7.8). */
    @ParameterizedTest
    @CsvSource({
        "'GET /ping/{check}', hc.example, 101",
        "'GET /ping/{check}', hc_web:8000, 200",
        "'GET http://hc.example/ping/{check}', localhost, 200"
    })
    void anUpgradeToHttp2IsAcceptedWhereItIsSupported(String line, String host, int status) throws IOException {
        try (RawHttp wire = wire()) {
            wire.write(request(
                    line.replace("{check}", check),
                    "Host: " + host,
                    "Connection: Upgrade, HTTP2-Settings",
                    "Upgrade: h2c",
                    "HTTP2-Settings: AAMAAABkAAQAAP__"));
            assertThat(wire.answerWithoutBody().status()).isEqualTo(status);
        }
        // After an upgrade the server waits for the client's first frame.
        assertThat(lastPing()).isEqualTo(status == 200 ? "success" : "");
    }

    private List<String> events() {
        return web.stdout().stream()
                .filter(line -> line.contains("\"request.refused\""))
                .toList();
    }

    private double refused() {
        return web.send(web.to("/actuator/prometheus").header("Authorization", "Bearer " + Requests.METRICS_TOKEN))
                .body()
                .lines()
                .filter(line -> line.startsWith("rollcall_requests_refused_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private String lastPing() {
        return Deploy.JSON
                .readTree(web.send(web.to("/api/v3/checks/" + check + "/pings/").header("X-Api-Key", key))
                        .body())
                .at("/pings/0/type")
                .asString("");
    }

    private RawHttp.Answer answer(String line, String... headers) throws IOException {
        return answer(web, line, headers);
    }

    private static RawHttp.Answer answer(App app, String line, String... headers) throws IOException {
        try (RawHttp wire = wire(app)) {
            return wire.write(request(line, headers)).answer();
        }
    }

    private static String request(String line, String... headers) {
        return line + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    private RawHttp wire() throws IOException {
        return wire(web);
    }

    private static RawHttp wire(App app) throws IOException {
        return RawHttp.to("127.0.0.1", Integer.parseInt(app.port()));
    }
}
