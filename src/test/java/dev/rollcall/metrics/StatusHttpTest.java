package dev.rollcall.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

@RollcallTest
class StatusHttpTest {

    @Autowired
    private Fixtures fixtures;

    @ParameterizedTest
    @CsvSource({
        "/api/v1/status/, */*",
        "/api/v2/status/, application/json",
        "/api/v3/status/, */*",
        "/api/v3/status/, text/html",
        "/api/v3/status/, not a type",
    })
    void theAnswerIsOkAsPublished(String path, String accept) {
        assertThat(fixtures.http().get().uri(path).header("Accept", accept))
                .hasStatusOk()
                .hasContentType(MediaType.TEXT_PLAIN)
                .hasBodyTextEqualTo("OK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain;q=0.5, application/json"})
    void aClientThatAsksForJsonLearnsHowTheWorkersAre(String accept) {
        var answer = fixtures.http()
                .get()
                .uri("/api/v3/status/")
                .header("Accept", accept)
                .exchange();

        assertThat(answer).hasStatusOk().hasContentType(MediaType.APPLICATION_JSON);
        JsonNode status = fixtures.json(answer);
        assertThat(status.propertyNames())
                .containsExactly("status", "workers", "worker_heartbeat_age", "flip_lag", "delivery_lag");
        assertThat(status.get("status").asString()).isEqualTo("OK");
        assertThat(status.get("workers").isIntegralNumber()).isTrue();
        assertThat(status.get("flip_lag").isNumber()).isTrue();
        assertThat(status.get("delivery_lag").isNumber()).isTrue();
    }
}
