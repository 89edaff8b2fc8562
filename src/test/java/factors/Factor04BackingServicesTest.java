package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Postgres;
import tools.jackson.databind.JsonNode;

/** The database is an attached resource: named by one URL, and allowed to be away. */
class Factor04BackingServicesTest {

    @Test
    void withTheDatabaseDownWebListensIsNotReadyAndRefusesPingsUntilItIsBack() throws Exception {
        Postgres server = Postgres.embedded();
        String url = server.newDatabase();
        var environment = Map.of("DATABASE_URL", url, "PORT", App.freePort(), "MIN_PERIOD", "1s");
        App.done(environment, "--task=migrate");
        String key = Deploy.JSON
                .readTree(App.done(environment, "--task=create-project", "--name=x", "--output=json")
                        .stdout())
                .get("api_key")
                .asString();
        JsonNode check;
        try (App web = App.start("web", environment)) {
            check = Deploy.check(web.untilReady(), key, "{}");
            Deploy.ping(web, check, "");
            server.stop();
            Deploy.until(Duration.ofSeconds(30), () -> web.status("/actuator/health/readiness") == 503);
            assertThat(web.status("/actuator/health/liveness")).isEqualTo(200);
            refusesToServe(web, key, check);
        }
        try (App web = App.start("web", environment)) {
            web.untilPrinted("web.listening");
            assertThat(web.status("/actuator/health/liveness")).isEqualTo(200);
            assertThat(web.status("/actuator/health/readiness")).isEqualTo(503);
            refusesToServe(web, key, check);
            server.startAgain();
            web.untilReady();
            Deploy.ping(web, check, "");
            assertThat(Deploy.JSON
                            .readTree(web.post(
                                            "/api/v3/checks/"
                                                    + check.get("uuid").asString(),
                                            key,
                                            "{}")
                                    .body())
                            .get("n_pings")
                            .asLong())
                    .as("what was answered OK, no more and no less")
                    .isEqualTo(2);
        } finally {
            server.close();
        }
    }

    @Test
    void userAndPasswordMayHoldAnyCharacter() {
        Postgres server = Postgres.shared();
        String url = server.newDatabase();
        String role = "odd_" + ProcessHandle.current().pid();
        server.executeIn(url, "CREATE ROLE \"" + role + "@home\" LOGIN SUPERUSER PASSWORD 'p@:/%+ w?#d'");
        String odd = url.replaceFirst("//[^@]*@", "//" + role + "%40home:p%40%3A%2F%25%2B%20w%3F%23d@")
                .replace("postgres:", "postgresql:");
        assertThat(App.done(Map.of("DATABASE_URL", odd), "--task=migrate").status())
                .isZero();
    }

    private static void refusesToServe(App web, String key, JsonNode check) {
        HttpResponse<String> ping = web.get("/ping/" + check.get("uuid").asString());
        assertThat(ping.statusCode()).isEqualTo(503);
        assertThat(ping.headers().firstValue("Retry-After")).isPresent();
        HttpResponse<String> api = web.post("/api/v3/checks/", key, "{}");
        assertThat(api.statusCode()).isEqualTo(503);
        assertThat(api.headers().firstValue("Retry-After")).isPresent();
        assertThat(web.get("/api/v3/status/").statusCode()).isEqualTo(503);
    }
}
