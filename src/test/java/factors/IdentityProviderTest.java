package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import testing.App;
import testing.Browser;
import testing.IdentityProvider;
import testing.RawHttp;

/** People who are signed in elsewhere: at a provider of OpenID Connect, or by a proxy in front. */
class IdentityProviderTest {

    private static final String START = "/sign-in/with/oidc";
    private static final String FAILED = "/sign-in?failed=provider";

    private static final int PROVIDER_PORT = Integer.parseInt(App.freePort());
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Deploy deploy;
    private static App web;

    @BeforeAll
    static void start() {
        deploy = Deploy.released(IdentityProvider.variables(
                App.freePort(), PROVIDER_PORT, "REMOTE_USER_HEADER", "X-Remote-User", "TRUSTED_PROXIES", "127.0.0.1"));
        String project = deploy.project().get("project").asString();
        deploy.signInLink("ana@example.com", "Ana", project);
        deploy.signInLink("joe@example.com", "Joe", project);
        web = deploy.web().untilReady();
    }

    @AfterAll
    static void stop() {
        deploy.close();
    }

    @Test
    void theProviderMayBeAwayAtTheStartAndSignsInPeopleWhoseAddressItHasVerified() throws Exception {
        var browser = new Browser();
        assertThat(location(browser.get(web, START))).isEqualTo(FAILED);
        assertThat(browser.get(web, "/sign-in").body()).contains(START);

        try (var provider = startProvider()) {
            provider.person("Ana@example.com", true);
            assertThat(location(throughProvider(browser)))
                    .as(String.join("\n", web.stdout()))
                    .isEqualTo("/");
            assertThat(browser.get(web, "/account").body()).contains("ana@example.com");

            var unverified = new Browser();
            provider.person("ana@example.com", false);
            assertThat(location(throughProvider(unverified))).isEqualTo(FAILED);
            assertThat(unverified.get(web, "/account").statusCode()).isEqualTo(302);

            provider.person("unknown@example.com", true);
            assertThat(location(throughProvider(new Browser()))).isEqualTo(FAILED);
        }
        assertThat(browser.get(web, "/account").statusCode())
                .as("a session does not need the provider")
                .isEqualTo(200);
        assertThat(web.stdout()).noneMatch(line -> line.contains(IdentityProvider.CLIENT_SECRET));
    }

    @Test
    void anAddressThatSomebodyElseGotOpensNoAccountAndANewAddressClosesNone() throws Exception {
        try (var provider = startProvider()) {
            provider.person("joe", "joe@example.com", true);
            assertThat(location(throughProvider(new Browser()))).isEqualTo("/");

            provider.person("another joe", "joe@example.com", true);
            assertThat(location(throughProvider(new Browser()))).isEqualTo(FAILED);

            provider.person("joe", "joseph@example.com", true);
            var browser = new Browser();
            assertThat(location(throughProvider(browser))).isEqualTo("/");
            assertThat(browser.get(web, "/account").body()).contains("joe@example.com");
        }
    }

    @Test
    void whoeverIsSignedInAlreadyIsAskedByTheProviderAgain() throws Exception {
        try (var provider = startProvider()) {
            provider.person("Ana@example.com", true);
            var browser = new Browser();
            assertThat(location(browser.get(web, START))).doesNotContain("prompt=");
            assertThat(location(throughProvider(browser))).isEqualTo("/");
            assertThat(location(browser.get(web, "/account/confirm")))
                    .as("has just signed in")
                    .isEqualTo("/account");
            assertThat(location(browser.get(web, START))).contains("prompt=login", "max_age=0");

            provider.signedInBefore(Duration.ofHours(1));
            var remembered = new Browser();
            assertThat(location(throughProvider(remembered))).isEqualTo("/");
            assertThat(location(remembered.get(web, "/account/confirm")))
                    .as("the provider has not asked for an hour")
                    .isEqualTo("/sign-in?again");
        }
    }

    @Test
    void aTrustedProxyNamesTheReaderInEachRequestAndNobodyElseDoes() throws Exception {
        assertThat(asked("127.0.0.1", "ana@example.com").body()).contains("ana@example.com");
        assertThat(asked("127.0.0.1", "ana@example.com").body())
                .as("a proxy vouches for each request, so each is recent")
                .contains("name=\"newPassword\"");
        assertThat(asked("127.0.0.1", "unknown@example.com").status()).isEqualTo(302);
        assertThat(asked("127.0.0.1", "").status()).isEqualTo(302);
        assertThat(asked("127.0.0.2", "ana@example.com").status())
                .as("from a peer that is not trusted")
                .isEqualTo(302);
    }

    /**
     * Whoever sends the header to a proxy that adds its own must not become the person of the first, or of the last.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Remote-User: ana@example.com\r\nX-Remote-User: joe@example.com",
                "X-Remote-User: joe@example.com\r\nX-Remote-User: ana@example.com",
                "X-Remote-User: ana@example.com\r\nx-remote-user: joe@example.com",
                "X-Remote-User:\r\nX-Remote-User: ana@example.com",
                "X-Remote-User: ana@example.com, joe@example.com",
                "X-Remote-User: ana@example.com\r\n joe@example.com",
                "X_Remote_User: ana@example.com",
                "X-Remote-User : ana@example.com",
                "X-Remote-User: \"ana@example.com\"",
                "X-Remote-User: Ana <ana@example.com>"
            })
    void aHeaderThatIsNoSingleAddressNamesNobody(String header) throws Exception {
        RawHttp.Answer answer = answer("127.0.0.1", header);
        assertThat(answer.status()).as(answer.body()).isIn(302, 400);
        assertThat(answer.body()).doesNotContain("example.com");
    }

    /** Of the peer itself only the address of its connection counts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 127.0.0.1",
                "X-Forwarded-For: 127.0.0.1, 127.0.0.1",
                "X-Real-IP: 127.0.0.1",
                "Forwarded: for=127.0.0.1",
                "X-REMOTE-USER: joe@example.com"
            })
    void whateverAnotherPeerAddsItNamesNobody(String header) throws Exception {
        RawHttp.Answer answer = answer("127.0.0.2", "X-Remote-User: ana@example.com\r\n" + header);
        assertThat(answer.status()).as(answer.body()).isIn(302, 400);
    }

    @Test
    void theProxysReaderIsNotTheOneOfTheSession() throws Exception {
        var browser = new Browser();
        try (var provider = startProvider()) {
            provider.person("Ana@example.com", true);
            assertThat(location(throughProvider(browser))).isEqualTo("/");
        }
        String session = "Cookie: " + browser.cookies() + "\r\n";

        assertThat(answer("127.0.0.1", session + "x-remote-user: joe@example.com")
                        .body())
                .contains("joe@example.com")
                .doesNotContain("ana@example.com");
        assertThat(answer("127.0.0.1", session + "X-Remote-User: unknown@example.com")
                        .status())
                .as("a stranger to Rollcall is not the person of the session either")
                .isEqualTo(302);
        assertThat(answer("127.0.0.2", session + "X-Remote-User: joe@example.com")
                        .body())
                .as("from a peer that is not trusted")
                .contains("ana@example.com")
                .doesNotContain("joe@example.com");
        assertThat(browser.get(web, "/account").body())
                .as("none of it is kept")
                .contains("ana@example.com")
                .doesNotContain("joe@example.com");
    }

    private static IdentityProvider startProvider() throws Exception {
        return IdentityProvider.start(PROVIDER_PORT, deploy.environment().get("SITE_ROOT") + "/sign-in/from/oidc");
    }

    /** Follows the way to the provider and back. */
    private static HttpResponse<String> throughProvider(Browser browser) throws Exception {
        String provider = location(browser.get(web, START));
        HttpResponse<String> back =
                CLIENT.send(HttpRequest.newBuilder(URI.create(provider)).build(), BodyHandlers.ofString());
        URI returned = URI.create(location(back));
        return browser.get(web, returned.getRawPath() + "?" + returned.getRawQuery());
    }

    private static RawHttp.Answer asked(String from, String user) throws Exception {
        return answer(from, "X-Remote-User: " + user);
    }

    private static RawHttp.Answer answer(String from, String headers) throws Exception {
        try (RawHttp connection = RawHttp.from(from, "127.0.0.1", deploy.port())) {
            return connection
                    .write("GET /account HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n\r\n")
                    .answer();
        }
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }
}
