package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Browser;
import testing.Postgres;
import tools.jackson.databind.JsonNode;

/** A session is in the database: somebody who signed in at one process continues at any other. */
class Factor06SessionsTest {

    private static final String PASSWORD = "correct horse battery";

    private static final String EXPIRED = """
            SELECT (SELECT count(*) FROM sign_in_links WHERE expires_at < now())
                + (SELECT count(*) FROM sign_in_attempts)
                + (SELECT count(*) FROM sessions)
            """;

    @Test
    void whoSignedInAtAProcessContinuesAtAnotherWhenTheFirstIsKilled() {
        try (var deploy = Deploy.released()) {
            App one = deploy.web().untilReady();
            App other = deploy.web("PORT", App.freePort()).untilReady();
            deploy.note(one, Deploy.MILK);
            Browser ana = deploy.signedIn(one);
            assertThat(ana.get(one, "/").body()).contains("Milk");
            HttpResponse<String> form = ana.get(one, "/account");

            one.kill();

            assertThat(ana.get(other, "/").body()).contains("Milk");
            HttpResponse<String> saved =
                    ana.submit(other, form, "/account/password", "oldPassword", "", "newPassword", PASSWORD);
            assertThat(location(saved)).as("a form of the killed process").isEqualTo("/account?saved=password");
            var elsewhere = new Browser();
            HttpResponse<String> signedIn = elsewhere.submit(
                    other, "/sign-in", "/sign-in/password", "username", Deploy.ANA, "password", PASSWORD);
            assertThat(location(signedIn)).isEqualTo("/");

            App successor = deploy.web().untilReady();
            assertThat(elsewhere.get(successor, "/").body()).contains("Milk");
            assertThat(ana.submit(successor, "/account", "/sign-out").statusCode())
                    .isEqualTo(302);
            assertThat(location(ana.get(other, "/"))).isEqualTo("/sign-in");
            assertThat(elsewhere.get(other, "/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aLinkIsAnAbsoluteUrlThatSignsInOnceWhicheverProcessIsAsked() {
        try (var deploy = Deploy.released("SITE_ROOT", "http://notes.example")) {
            App one = deploy.web().untilReady();
            App other = deploy.web("PORT", App.freePort()).untilReady();
            String link = deploy.link();
            assertThat(link).startsWith("http://notes.example/sign-in/link?token=");
            String token = link.substring(link.indexOf('=') + 1);

            assertThat(location(new Browser().signIn(one, link))).isEqualTo("/");
            assertThat(location(new Browser().signIn(other, link))).isEqualTo("/sign-in?failed=link");
            assertThat(one.stdout()).noneMatch(line -> line.contains(token) || line.contains(Deploy.ANA));
            assertThat(other.stdout()).noneMatch(line -> line.contains(token) || line.contains(Deploy.ANA));
        }
    }

    @Test
    void aDisabledAccountIsOutAtOnceInEachProcess() {
        try (var deploy = Deploy.released()) {
            App web = deploy.web().untilReady();
            Browser ana = deploy.signedIn(web);
            String link = deploy.link();
            assertThat(ana.get(web, "/").statusCode()).isEqualTo(200);

            JsonNode disabled = deploy.done("--task=disable-account", "--email=" + Deploy.ANA);
            assertThat(disabled.get("result").asString()).isEqualTo("disabled");

            assertThat(location(ana.get(web, "/"))).isEqualTo("/sign-in");
            assertThat(location(new Browser().signIn(web, link))).isEqualTo("/sign-in?failed=link");
            assertThat(deploy.call(web, "GET", Deploy.NOTES).statusCode())
                    .as("by its key")
                    .isEqualTo(401);

            deploy.done("--task=disable-account", "--email=" + Deploy.ANA, "--undo");
            assertThat(location(ana.get(web, "/"))).as("its sessions are gone").isEqualTo("/sign-in");
            assertThat(deploy.call(web, "GET", Deploy.NOTES).statusCode()).isEqualTo(200);
        }
    }

    /** The limit is that of the deploy: it is counted in the database. */
    @Test
    void attemptsAreCountedAcrossProcessesWhetherOrNotTheAddressHasAnAccount() {
        try (var deploy = Deploy.released()) {
            App one = deploy.web().untilReady();
            App other = deploy.web("PORT", App.freePort()).untilReady();
            for (String address : new String[] {Deploy.ANA, "nobody@example.com"}) {
                for (int n = 0; n < 10; n++) {
                    assertThat(location(attempt(n % 2 == 0 ? one : other, address)))
                            .isEqualTo("/sign-in?failed=password");
                }
                HttpResponse<String> refused = attempt(other, address);
                assertThat(refused.statusCode()).as(address).isEqualTo(429);
                assertThat(refused.headers().firstValue("Retry-After")).hasValue("600");
            }
        }
    }

    @Test
    void aWorkerDeletesWhatHasExpired() {
        try (var deploy = Deploy.released()) {
            deploy.link();
            Postgres.shared()
                    .executeIn(
                            deploy.databaseUrl(),
                            "INSERT INTO sign_in_links (sha256, expires_at) VALUES ('\\x01', now() - interval '1 hour');"
                                    + "INSERT INTO sign_in_attempts VALUES ('\\x01', 1, now() - interval '1 hour');"
                                    + "INSERT INTO sessions VALUES ('old', 'old', 0, 0, 1, 0)");
            deploy.worker();

            Deploy.until(Duration.ofSeconds(30), () -> deploy.database().number(EXPIRED) == 0);
            assertThat(deploy.database().number("SELECT count(*) FROM sign_in_links"))
                    .as("what is valid")
                    .isPositive();
        }
    }

    private static HttpResponse<String> attempt(App web, String address) {
        return new Browser().submit(web, "/sign-in", "/sign-in/password", "username", address, "password", "wrong");
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse(answer.statusCode() + " " + answer.body());
    }
}
