package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import testing.App;
import testing.RawHttp;

/** A status page on a host of its own, as a router that keeps the header {@code Host} asks for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusHostTest {

    private final RunningRelease release = RunningRelease.get();
    private final App web = release.web();
    private final String key = release.deploy().project().get("api_key").asString();
    private final String slug = UUID.randomUUID().toString();
    private final String host = slug + ".example.com";

    @BeforeAll
    void makePublicPage() {
        String fields = "{\"title\": \"Acme status\", \"slug\": \"" + slug + "\", \"host\": \"" + host
                + "\", \"public\": true}";
        assertThat(web.post("/api/v3/status-page/", key, fields).statusCode()).isEqualTo(200);
        // A process reads the hosts every 15 seconds.
        Awaitility.await().until(() -> get(host, "/").body().contains("Acme status"));
    }

    @Test
    void itsRootIsThePageAndItsFormsAreThere() throws IOException {
        RawHttp.Answer page = get(host.toUpperCase(Locale.ROOT) + ":443", "/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers()).doesNotContainKey("set-cookie");
        assertThat(page.headers().get("content-security-policy")).contains("script-src 'self'");
        assertThat(page.headers().get("cache-control")).contains("public");
        for (String form : List.of(".json", ".rss", ".svg", "")) {
            assertThat(get(host, "/status/" + slug + form).status()).as(form).isEqualTo(200);
        }
        assertThat(get(host, "/status/" + slug + ".rss").body()).contains("<link>http://" + host + "/</link>");
        assertThat(get(host, styleSheet(page.body())).status()).isEqualTo(200);
    }

    @Test
    void nobodySignsInThereAndPingsAndKeysAreServedAsOnEveryHost() throws IOException {
        for (String path : List.of("/sign-in", "/projects/", "/account", "/system")) {
            RawHttp.Answer refused = get(host, path);
            assertThat(refused.status()).as(path).isEqualTo(404);
            assertThat(refused.headers()).doesNotContainKey("set-cookie");
        }
        assertThat(get(host, "/status/another").status()).isEqualTo(404);
        assertThat(get(host, "/ping/" + UUID.randomUUID()).status()).isEqualTo(404);
        String check =
                web.post("/api/v3/checks/", key, "{}").body().replaceFirst("(?s).*\"uuid\":\"([^\"]*)\".*", "$1");
        assertThat(get(host, "/ping/" + check).body()).isEqualTo("OK");
        assertThat(get(host, "/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(get("another." + host, "/sign-in").status()).isEqualTo(200);
    }

    private static String styleSheet(String page) {
        return page.replaceFirst("(?s).*rel=\"stylesheet\" href=\"([^\"]*)\".*", "$1");
    }

    private RawHttp.Answer get(String name, String path) throws IOException {
        try (RawHttp http = RawHttp.to("127.0.0.1", Integer.parseInt(web.port()))) {
            return http.write("GET " + path + " HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n")
                    .answer();
        }
    }
}
