package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import testing.App;
import testing.RawHttp;
import tools.jackson.databind.JsonNode;

/** Pings on the wire: HTTP versions, bodies above the limit, and callers behind proxies. */
class PingTransportTest {

    private static final int LARGE = 3_000_000;
    private static final int BODY_LIMIT = 10_000;
    private static final HttpClient HTTP_2 =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

    private static App web;
    private static App distrustful;
    private static String key;

    private String check;

    @BeforeAll
    static void start() {
        RunningRelease release = RunningRelease.get();
        web = release.web();
        key = release.project().get("api_key").asString();
        distrustful = release.distrustfulWeb();
    }

    @BeforeEach
    void makeCheck() {
        check = Deploy.check(web, key, "{}").get("uuid").asString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: localhost\r\n", "Connection: keep-alive\r\n"})
    void http10IsAnsweredAndClosedUnlessItAsksForKeepAlive(String header) throws Exception {
        try (RawHttp wire = wire(web)) {
            RawHttp.Answer answer = wire.write("GET /ping/" + check + " HTTP/1.0\r\n" + header + "\r\n")
                    .answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("OK");
            assertThat(answer.headers()).containsEntry("Access-Control-Allow-Origin", "*");
            assertThat(answer.headers()).containsEntry("Content-Length", "2");
            assertThat(answer.isLast()).isEqualTo(!header.startsWith("Connection"));
        }
        assertThat(types()).containsExactly("success");
    }

    @Test
    void aBodyThatIsTooLargeIsCutAndTheConnectionStaysUsable() throws Exception {
        String large = "x".repeat(LARGE);
        try (RawHttp wire = wire(web)) {
            for (String method : List.of("POST", "PUT")) {
                RawHttp.Answer answer = wire.write(method + " /ping/" + check + "/log HTTP/1.1\r\nHost: localhost\r\n"
                                + "Content-Length: " + LARGE + "\r\n\r\n" + large)
                        .answer();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.headers()).containsEntry("Ping-Body-Limit", String.valueOf(BODY_LIMIT));
                assertThat(answer.isLast()).isFalse();
            }
            assertThat(wire.get("/ping/" + check).status()).isEqualTo(200);
        }
        assertThat(types()).containsExactly("success", "log", "log");
        assertThat(body(2)).isEqualTo("x".repeat(BODY_LIMIT).getBytes(StandardCharsets.UTF_8));
    }

    /** As curl sends more than a megabyte, and as it sends a pipe of unknown length. */
    @Test
    void aBodyThatExpects100ContinueAndAChunkedBodyAreKept() throws Exception {
        try (RawHttp wire = wire(web)) {
            wire.write("POST /ping/" + check + " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                    + "Content-Length: " + LARGE + "\r\n\r\n");
            assertThat(wire.answer().status()).isEqualTo(100);
            assertThat(wire.write("y".repeat(LARGE)).answer().status()).isEqualTo(200);

            wire.write("POST /ping/" + check + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "5\r\nthree\r\n6\r\n files\r\n0\r\n\r\n");
            assertThat(wire.answer().status()).isEqualTo(200);
        }
        assertThat(body(1)).hasSize(BODY_LIMIT);
        assertThat(body(2)).asString(StandardCharsets.UTF_8).isEqualTo("three files");
    }

    /** {@code job | curl -T - URL}: the first byte is sent when the job begins, the last when it ends. */
    @Test
    void aPingCountsFromTheEndOfItsBodySoOthersMayOvertakeIt() throws Exception {
        check = Deploy.check(web, key, "{\"timeout\": 2, \"grace\": 1}")
                .get("uuid")
                .asString();
        try (RawHttp job = wire(web)) {
            job.write("PUT /ping/" + check + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "5\r\nbegun\r\n");
            Instant tooLate = Instant.now().plusSeconds(4);
            Deploy.until(() -> Instant.now().isAfter(tooLate));
            assertThat(web.get("/ping/" + check).statusCode()).isEqualTo(200);

            Instant completed = Instant.now();
            assertThat(job.write("0\r\n\r\n").answer().status()).isEqualTo(200);

            assertThat(date(pings().get(0))).isAfterOrEqualTo(completed.minusMillis(50));
            assertThat(date(pings().get(1))).isBeforeOrEqualTo(date(pings().get(0)));
            JsonNode shown = Deploy.JSON.readTree(
                    web.send(web.to("/api/v3/checks/" + check).header("X-Api-Key", key))
                            .body());
            assertThat(shown.get("status").asString()).isEqualTo("up");
        }
    }

    /** A servlet container would parse a form. */
    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT"})
    void aFormIsKeptAsSent(String method) throws Exception {
        String form = "rid=none&disk=90%25+full";

        HttpResponse<String> answer = web.send(web.to("/ping/" + check)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, BodyPublishers.ofString(form)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(body(1)).asString(StandardCharsets.UTF_8).isEqualTo(form);
    }

    /** Tomcat closes the connection with each 400 and says so. */
    @ParameterizedTest
    @CsvSource({
        "POST, /ping/{check}/256, 400",
        "POST, /ping/no-id, 404",
        "GET, /ping/{check};a, 400",
        "PUT, /ping/no-key/slug?create=1, 404",
        "DELETE, /ping/{check}, 405",
        "PATCH, /ping/{check}, 405",
        "DELETE, /api/v3/checks/{check}, 401",
        // Searched for a key.
        "POST, /api/v3/checks/, 400"
    })
    void pagesCanReadTheRefusalOfALargeBodyAndTheConnectionStaysUsable(String method, String path, int status)
            throws Exception {
        try (RawHttp wire = wire(web)) {
            RawHttp.Answer answer = wire.write(method + " " + path.replace("{check}", check)
                            + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + LARGE + "\r\n\r\n"
                            + "z".repeat(LARGE))
                    .answer();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers()).containsEntry("Access-Control-Allow-Origin", "*");
            assertThat(answer.isLast()).isEqualTo(status == 400);
            if (!answer.isLast()) {
                assertThat(wire.get("/ping/" + check).status()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ping/%zz", "/ping/%00", "/ping/a%2fb", "/api/v3/checks/%"})
    void anUnreadableAddressIsRefusedWithAProblemThatPagesMayRead(String path) throws Exception {
        try (RawHttp wire = wire(web)) {
            RawHttp.Answer answer = wire.get(path);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.headers()).containsEntry("Access-Control-Allow-Origin", "*");
            assertThat(Deploy.JSON.readTree(answer.body()).get("error").asString())
                    .isEqualTo("bad request");
        }
    }

    @Test
    void http2WithoutTlsWorksAfterAnUpgrade() throws Exception {
        byte[] large = new byte[LARGE];
        Arrays.fill(large, (byte) 0xff);
        HttpResponse<String> first = http2("GET", "/start", BodyPublishers.noBody());
        assertThat(first.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(first.body()).isEqualTo("OK");
        for (String method : List.of("POST", "PUT")) {
            HttpResponse<String> answer = http2(method, "", BodyPublishers.ofByteArray(large));
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Ping-Body-Limit")).contains(String.valueOf(BODY_LIMIT));
        }
        assertThat(http2("HEAD", "/0", BodyPublishers.noBody()).statusCode()).isEqualTo(200);
        assertThat(http2("GET", "/999", BodyPublishers.noBody()).statusCode()).isEqualTo(400);
        assertThat(types()).containsExactly("success", "success", "success", "start");
        assertThat(body(2)).isEqualTo(Arrays.copyOf(large, BODY_LIMIT));
    }

    /** {@code curl --http2-prior-knowledge}, and proxies with such a setting. */
    @Test
    void http2WithoutTlsWorksFromTheFirstByte() throws Exception {
        byte[] emptySettings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
        try (var socket = new Socket("127.0.0.1", Integer.parseInt(web.port()))) {
            socket.setSoTimeout((int) App.PATIENCE.toMillis());
            socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(emptySettings);
            socket.getOutputStream().flush();
            var frame = new byte[9];
            new DataInputStream(socket.getInputStream()).readFully(frame);
            assertThat(frame[3]).as("the type of the first frame: SETTINGS").isEqualTo((byte) 4);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7                     | https | 203.0.113.7 | https",
                "203.0.113.7:5000                | http  | 203.0.113.7 | http",
                "[2001:db8::7]:5000              | https | 2001:db8::7 | https",
                "2001:db8::7                     |       | 2001:db8::7 | http",
                "198.51.100.9, 203.0.113.7       |       | 203.0.113.7 | http",
                "203.0.113.7, 10.1.2.3           |       | 203.0.113.7 | http",
                "garbage                         | https | 127.0.0.1   | https",
                "203.0.113.7, unknown            |       | 127.0.0.1   | http",
                "localhost                       | gopher| 127.0.0.1   | http"
            })
    void aTrustedProxyMayNameTheCaller(String forwardedFor, String proto, String address, String scheme) {
        HttpRequest.Builder request = web.to("/ping/" + check).header("X-Forwarded-For", forwardedFor);
        if (proto != null) {
            request.header("X-Forwarded-Proto", proto);
        }
        assertThat(web.send(request).statusCode()).isEqualTo(200);

        assertThat(pings().get(0).get("remote_addr").asString()).isEqualTo(address);
        assertThat(pings().get(0).get("scheme").asString()).isEqualTo(scheme);
    }

    @Test
    void anyOtherClientMayNotNameTheCaller() {
        assertThat(distrustful
                        .send(distrustful
                                .to("/ping/" + check)
                                .header("X-Forwarded-For", "203.0.113.7")
                                .header("X-Forwarded-Proto", "https"))
                        .statusCode())
                .isEqualTo(200);

        assertThat(pings().get(0).get("remote_addr").asString()).isEqualTo("127.0.0.1");
        assertThat(pings().get(0).get("scheme").asString()).isEqualTo("http");
    }

    private HttpResponse<String> http2(String method, String signal, HttpRequest.BodyPublisher body) throws Exception {
        return HTTP_2.send(
                web.to("/ping/" + check + signal).method(method, body).build(), BodyHandlers.ofString());
    }

    private static RawHttp wire(App app) throws Exception {
        return RawHttp.to("127.0.0.1", Integer.parseInt(app.port()));
    }

    private List<String> types() {
        List<String> types = new ArrayList<>();
        pings().forEach(ping -> types.add(ping.get("type").asString()));
        return types;
    }

    private JsonNode pings() {
        return Deploy.JSON
                .readTree(web.send(web.to("/api/v3/checks/" + check + "/pings/").header("X-Api-Key", key))
                        .body())
                .get("pings");
    }

    private static Instant date(JsonNode ping) {
        return Instant.parse(ping.get("date").asString());
    }

    private byte[] body(int n) throws Exception {
        HttpRequest request = web.to("/api/v3/checks/" + check + "/pings/" + n + "/body")
                .header("X-Api-Key", key)
                .build();
        return HTTP_2.send(request, BodyHandlers.ofByteArray()).body();
    }
}
