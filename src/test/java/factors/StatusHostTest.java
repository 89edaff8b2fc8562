package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.RawHttp;

/** A status page on a host of its own, as a router that keeps the header {@code Host} asks for it. */
class StatusHostTest {

    private static final RunningRelease RELEASE = RunningRelease.get();

    private static final App WEB = RELEASE.web();
    private static final String KEY = RELEASE.deploy().project().get("api_key").asString();
    private static final String SLUG = UUID.randomUUID().toString();
    private static final String HOST = SLUG + ".example.com";

    @BeforeAll
    static void makePublicPage() {
        String fields = "{\"title\": \"Acme status\", \"slug\": \"" + SLUG + "\", \"host\": \"" + HOST
                + "\", \"public\": true}";
        assertThat(WEB.post("/api/v3/status-page/", KEY, fields).statusCode()).isEqualTo(200);
        // A process reads the hosts every 15 seconds.
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> get(HOST, "/").body().contains("Acme status"));
    }

    @Test
    void itsRootIsThePageAndItsFormsAreThere() throws IOException {
        RawHttp.Answer page = get(HOST.toUpperCase(Locale.ROOT) + ":443", "/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers()).doesNotContainKey("set-cookie");
        assertThat(page.headers().get("content-security-policy")).contains("script-src 'self'");
        assertThat(page.headers().get("cache-control")).contains("public");
        for (String form : List.of(".json", ".rss", ".svg", "")) {
            assertThat(get(HOST, "/status/" + SLUG + form).status()).as(form).isEqualTo(200);
        }
        assertThat(get(HOST, "/status/" + SLUG + ".rss").body()).contains("<link>http://" + HOST + "/</link>");
        assertThat(get(HOST, styleSheet(page.body())).status()).isEqualTo(200);
    }

    @Test
    void nobodySignsInThereAndPingsAndKeysAreServedAsOnEveryHost() throws IOException {
        for (String path : List.of("/sign-in", "/projects/", "/account", "/system")) {
            RawHttp.Answer refused = get(HOST, path);
            assertThat(refused.status()).as(path).isEqualTo(404);
            assertThat(refused.headers()).doesNotContainKey("set-cookie");
        }
        assertThat(get(HOST, "/status/another").status()).isEqualTo(404);
        assertThat(get(HOST, "/ping/" + UUID.randomUUID()).status()).isEqualTo(404);
        String check =
                WEB.post("/api/v3/checks/", KEY, "{}").body().replaceFirst("(?s).*\"uuid\":\"([^\"]*)\".*", "$1");
        assertThat(get(HOST, "/ping/" + check).body()).isEqualTo("OK");
        assertThat(get(HOST, "/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(get("another." + HOST, "/sign-in").status()).isEqualTo(200);
    }

    private static String styleSheet(String page) {
        return page.replaceFirst("(?s).*rel=\"stylesheet\" href=\"([^\"]*)\".*", "$1");
    }

    private static RawHttp.Answer get(String name, String path) throws IOException {
        try (RawHttp http = RawHttp.to("127.0.0.1", Integer.parseInt(WEB.port()))) {
            return http.write("GET " + path + " HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n")
                    .answer();
        }
    }
}
