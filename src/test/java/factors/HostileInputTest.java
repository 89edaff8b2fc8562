package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import testing.RawHttp;

/** Small inputs that would cost much, and ways to write a path that would pass a rule. On a small heap. */
class HostileInputTest {

    /** A normal answer takes a few milliseconds, on a busy machine some hundred. */
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private static SmallHeap server;

    @BeforeAll
    static void start() {
        server = SmallHeap.start(110, "METRICS_TOKEN", Requests.METRICS_TOKEN);
    }

    @AfterAll
    static void stop() {
        assertThat(server.web().stdout()).noneMatch(line -> line.contains("\"request.failed\""));
        server.close();
    }

    /** Only the published writing of a path leads to an end point, and then its rule holds. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/prometheus",
                "/actuator/prometheus/",
                "//actuator///prometheus",
                "/actuator;/prometheus",
                "/actuator/prometheus;",
                "/actuator/prometheus;.css",
                "/actuator/prometheus;jsessionid=1",
                "/;x=y/actuator/prometheus",
                "/actuator/prometheus.",
                "/actuator./prometheus",
                "/actuator/prometheus.json",
                "/actuator/prometheus%20",
                "/actuator/prometheus%00",
                "/actuator/prometheus%0a",
                "/actuator/prometheus%09",
                "/actuator/prometheus%3b",
                "/actuator/prometheus%3f",
                "/actuator/prometheus%23",
                "/actuator/prometheus%2f",
                "/actuator/prometheus%252f",
                "/actuator%2fprometheus",
                "/actuator%2Fprometheus",
                "/actuator%5cprometheus",
                "/actuator\\prometheus",
                "/%61ctuator/prometheus",
                "/%2561ctuator/prometheus",
                "/actuator/%70rometheus",
                "/ACTUATOR/prometheus",
                "/Actuator/Prometheus",
                "/actuator/PROMETHEUS",
                "/./actuator/prometheus",
                "/actuator/./prometheus",
                "/actuator/../actuator/prometheus",
                "/ping/../actuator/prometheus",
                "/ping/%2e%2e/actuator/prometheus",
                "/ping/%2e%2e%2factuator/prometheus",
                "/ping/..%2factuator%2fprometheus",
                "/ping/..;/actuator/prometheus",
                "/ping/;/../actuator/prometheus",
                "/assets/../actuator/prometheus",
                "/docs/api/..%2f..%2factuator/prometheus",
                "/actuator/%ef%bd%90rometheus",
                "/actuator/%c0%70rometheus",
                "/actuator/prometheus%c0%af",
                "/actuator/health/../prometheus",
                "/actuator/health/%2e%2e/prometheus",
                "/actuator/health/readiness/..;/..;/prometheus",
                "http://localhost/actuator/prometheus",
                "http://x@localhost//actuator/prometheus"
            })
    void noWritingOfThePathShowsMetricsWithoutTheToken(String path) throws IOException {
        RawHttp.Answer answer = answer("GET " + path, "Host: localhost");

        assertThat(answer.status()).isIn(400, 401, 404);
        assertThat(answer.body()).doesNotContain("jvm_", "# TYPE");
        RawHttp.Answer hidden = answer("GET " + path.replace("prometheus", "heapdump"), "Host: localhost");
        assertThat(hidden.status()).isIn(400, 401, 404);
        assertThat(hidden.body()).doesNotContain("JAVA PROFILE");
    }

    /** Headers by which some servers and proxies are told another path or method. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Original-URL: /actuator/prometheus",
                "X-Rewrite-URL: /actuator/prometheus",
                "X-Forwarded-Prefix: /actuator",
                "X-Forwarded-Path: /actuator/prometheus",
                "X-Forwarded-Uri: /actuator/prometheus",
                "X-HTTP-Method-Override: DELETE",
                "X-Forwarded-For: 127.0.0.1",
                "Forwarded: for=127.0.0.1;host=localhost;proto=https",
                "X-Forwarded-Port: 8081",
                "Authorization: Bearer ",
                "Authorization: Bearer null",
                "Authorization: Basic Og=="
            })
    void noHeaderLeadsToAnotherPathOrPassesARule(String header) throws IOException {
        assertThat(answer("GET /actuator/prometheus", "Host: localhost", header).status())
                .isEqualTo(401);
        assertThat(answer("GET /nowhere", "Host: localhost", header).status()).isEqualTo(404);
        assertThat(answer(
                                "GET /api/v3/checks/" + server.check(),
                                "Host: localhost",
                                "X-Api-Key: " + server.key(),
                                header)
                        .status())
                .isEqualTo(200);
    }

    /** In UTF-8, as programs write it. Some of its bytes look like control characters to who reads Latin-1. */
    @ParameterizedTest
    @ValueSource(strings = {"Job \u201cnightly\u201d/1", "\u0101\u010d\u0113", "\uD83D\uDE00", "\u00e9\u0085\u009f"})
    void aHeaderInAnyLanguageIsServed(String text) throws IOException {
        for (String header :
                new String[] {"User-Agent", "X-Request-Id", "Accept-Language", "Accept", "X-Forwarded-For"}) {
            try (RawHttp wire = wire()) {
                wire.write(
                        ("GET /ping/" + server.check() + " HTTP/1.1\r\nHost: a\r\n" + header + ": " + text + "\r\n\r\n")
                                .getBytes(StandardCharsets.UTF_8));
                assertThat(wire.answer().status()).as(header).isEqualTo(200);
            }
            try (RawHttp wire = wire()) {
                wire.write(("GET /api/v3/checks/" + server.check() + " HTTP/1.1\r\nHost: a\r\nX-Api-Key: "
                                + server.key() + "\r\n" + header + ": " + text + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
                assertThat(wire.answer().status()).as(header).isEqualTo(200);
            }
        }
    }

    static Stream<String> bombs() {
        return Stream.of(
                "[".repeat(900_000),
                "{\"a\":".repeat(180_000),
                "{\"name\": " + "[".repeat(400) + "]".repeat(400) + "}",
                "{\"timeout\": 1e999999999}",
                "{\"timeout\": -1e999999999}",
                "{\"timeout\": 1e-999999999}",
                "{\"timeout\": 1" + "0".repeat(900_000) + "}",
                "{\"timeout\": 0." + "1".repeat(900_000) + "}",
                "{\"timeout\": " + "9".repeat(999) + "}",
                "{\"grace\": 60.0000000000000001}",
                "{\"failure_tolerance\": 1e400}",
                "{\"unique\": [1e999999999]}",
                "{" + keys(100_000) + "}",
                "{" + keys(990) + ", \"timeout\": 1e999999999}",
                "{\"name\": \"a\", \"name\": \"b\"}",
                "{\"api_key\": \"a\", \"api_key\": \"b\"}",
                "{\"\\u006eame\": \"a\", \"name\": \"b\"}",
                "{\"unique\": [" + "\"name\",".repeat(100_000) + "\"name\"]}",
                "{\"tags\": \"" + "a ".repeat(400_000) + "\"}",
                "{\"slug\": \"" + "-_".repeat(400_000) + "\"}",
                "{\"schedule\": \"" + "*/1,".repeat(200_000) + "*\"}",
                "{\"schedule\": \"" + " ".repeat(900_000) + "\"}",
                "{\"schedule\": \"* * " + "\\n".repeat(400_000) + "\"}",
                "{\"success_kw\": \"" + ",".repeat(900_000) + "\"}",
                "{\"channels\": \"" + ",".repeat(900_000) + "\"}",
                "{\"tz\": \"" + "../".repeat(300_000) + "\"}",
                "{\"desc\": \"" + "\\ud83d".repeat(150_000) + "\"}",
                "\"" + "\\u0041".repeat(150_000));
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void aBodyThatWouldCostMuchIsRefusedSoon(String body) throws IOException {
        RawHttp.Answer answer = timed("POST /api/v3/checks/", body.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body().length()).isLessThan(2_000);
    }

    /** Each of them is checked by an expression, whatever its length is. */
    @ParameterizedTest
    @CsvSource({"host, a.", "host, a-", "host, -", "slug, a-", "slug, -", "title, a."})
    void aLongTextForAStatusPageIsRefusedSoon(String field, String repeated) throws IOException {
        String body = "{\"" + field + "\": \"" + repeated.repeat(400_000) + "!\"}";

        assertThat(timed("POST /api/v3/status-page/", body.getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(400);
    }

    /** Nothing is unpacked: a body is what was sent. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "x-gzip", "gzip, gzip", "br", "zstd"})
    void aPackedBodyIsNotUnpacked(String coding) throws IOException {
        byte[] bomb = coding.equals("deflate") ? deflated(50_000_000) : gzipped(50_000_000);

        assertThat(timed("POST /api/v3/checks/", bomb, "Content-Encoding: " + coding)
                        .status())
                .isEqualTo(400);
        assertThat(timed("POST /ping/" + server.check(), bomb, "Content-Encoding: " + coding)
                        .status())
                .isEqualTo(200);
        String pings = server.web()
                .send(server.web()
                        .to("/api/v3/checks/" + server.check() + "/pings/")
                        .header("X-Api-Key", server.key()))
                .body();
        assertThat(Deploy.JSON.readTree(pings).at("/pings/0/n").asInt()).isPositive();
    }

    @Test
    void aLongPathOrHostIsAnsweredSoon() throws IOException {
        String zeros = "0".repeat(7_000);
        assertThat(timed("GET /ping/" + server.check() + "/" + zeros + "x", new byte[0])
                        .status())
                .isEqualTo(404);
        assertThat(timed("GET /ping/" + server.check() + "/" + zeros, new byte[0])
                        .status())
                .isEqualTo(200);
        assertThat(timed("GET /ping/" + server.check() + "/" + zeros + "256", new byte[0])
                        .status())
                .isEqualTo(400);
        for (String host : new String[] {"%41".repeat(2_500), "a_".repeat(3_500), "_".repeat(7_000) + " "}) {
            try (RawHttp wire = wire()) {
                wire.write("GET /ping/" + server.check() + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
                assertThat(wire.answer().status()).isIn(200, 400);
            }
        }
        try (RawHttp wire = wire()) {
            wire.write("GET /ping/" + server.check() + " HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: "
                    + "1.1.1.1,".repeat(900) + "\r\n\r\n");
            assertThat(wire.answer().status()).isEqualTo(200);
        }
    }

    private static String keys(int count) {
        return IntStream.range(0, count).mapToObj(n -> "\"k" + n + "\":1").collect(Collectors.joining(","));
    }

    private static byte[] gzipped(int length) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[length]);
        }
        return packed.toByteArray();
    }

    private static byte[] deflated(int length) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var deflate = new DeflaterOutputStream(packed)) {
            deflate.write(new byte[length]);
        }
        return packed.toByteArray();
    }

    /** Sends a request of the key's owner, and expects the answer within the limit. */
    private static RawHttp.Answer timed(String line, byte[] body, String... headers) throws IOException {
        long start = System.nanoTime();
        try (RawHttp wire = wire()) {
            String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            wire.write(line + " HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: " + server.key() + "\r\n" + more
                    + "Content-Length: " + body.length + "\r\n\r\n");
            wire.write(body);
            RawHttp.Answer answer = wire.answer();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
            return answer;
        }
    }

    private static RawHttp.Answer answer(String line, String... headers) throws IOException {
        try (RawHttp wire = wire()) {
            return wire.write(line + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n")
                    .answer();
        }
    }

    private static RawHttp wire() throws IOException {
        return RawHttp.to("127.0.0.1", Integer.parseInt(server.web().port()));
    }
}
