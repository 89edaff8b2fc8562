package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import testing.App;

/** Metrics are behind a token, and there is none by default. */
class Factor14TelemetryTest {

    private static final String METRICS = "/actuator/prometheus";

    @Test
    void metricsAreOpenOnlyToTheirTokenAndHaveThoseOfTheService() {
        Deploy deploy = RunningRelease.get().deploy();
        App web = RunningRelease.get().web();
        deploy.note(web, Deploy.MILK);

        assertThat(web.status(METRICS)).isEqualTo(401);
        assertThat(scrape(web, "another").statusCode()).isEqualTo(401);
        assertThat(deploy.call(web, "GET", METRICS).statusCode())
                .as("a key of the API")
                .isEqualTo(401);
        HttpResponse<String> metrics = scrape(web, RunningRelease.METRICS_TOKEN);
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body())
                .contains("\nrollcall_notes ", "http_server_requests_seconds_count{", "\nhikaricp_connections{");
    }

    @Test
    void withoutATokenThePathDoesNotExist() {
        try (var deploy = Deploy.released()) {
            assertThat(deploy.web().untilReady().status(METRICS)).isEqualTo(404);
        }
    }

    private static HttpResponse<String> scrape(App web, String token) {
        return web.send(web.to(METRICS).header("Authorization", "Bearer " + token));
    }
}
